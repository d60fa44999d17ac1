//! The lobby wing: what the public sees, and the faces for machines.
