//! The modes of handling (办理方式): what joint handling, coordination and agency add to the common
//! way of a case. The case itself gives them on, for they are its work.

pub mod agency;
pub mod coordination;
pub mod joint;
pub mod work;
