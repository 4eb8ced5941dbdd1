//! The program `signum`.
fn main() {}
