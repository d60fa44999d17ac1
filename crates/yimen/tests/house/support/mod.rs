//! The real binary as a process, and a program that talks to it over a socket.

mod binary;
mod program;

pub(crate) use binary::{Served, run, yimen};
pub(crate) use program::{Answer, Program};
