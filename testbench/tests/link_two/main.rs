//! The link with two slots each way: the tests that count slots. What else its bench has, only the others of `link` use.

#[allow(dead_code)]
#[path = "../link/board.rs"]
mod board;
#[allow(dead_code)]
#[path = "../link/random.rs"]
mod random;
#[path = "../link/window.rs"]
mod window;
#[path = "../link/wire.rs"]
mod wire;

use testbench::models::LinkTwoModel as LinkModel;

const SLOTS: u8 = 2;
