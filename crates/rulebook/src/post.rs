//! The post (岗位): who may act where.
