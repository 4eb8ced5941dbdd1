//! The blocks between the steps of the training core and its memories.

mod driver;
mod memory;
mod plain;
mod tiles;
