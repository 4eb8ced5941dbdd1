//! The link with two slots each way.

#[path = "../link/board.rs"]
mod board;
#[path = "../link/random.rs"]
mod random;
#[path = "../link/window.rs"]
mod window;
#[path = "../link/wire.rs"]
mod wire;

use testbench::models::LinkTwoModel as LinkModel;

const SLOTS: u8 = 2;
