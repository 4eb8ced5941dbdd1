//! The iCEBreaker's board: what its UART says of MNIST is what golden says.
//!
//! `scripts/netlists board` runs the same on the cells that its bitstream is made of.

use crate::line::open;
use golden::core::config::TINY;
use golden::core::packet::Counter;
use golden::learn::wage::Network;
use host::compile::Compiled;
use host::data::{self, Part};
use host::session::Session;
use testbench::board::SerialBoard;

/// Images that are predicted.
const IMAGES: usize = 20;
#[test]
fn twenty_images_through_the_pins_of_the_board_equal_golden() {
    #[cfg(feature = "netlist")]
    {
        let (_, target, cells) = testbench::models::NETLISTS
            .iter()
            .find(|(name, ..)| *name == "board_tiny")
            .expect("the board as a netlist");
        println!("board_tiny in the cells of {target}: {cells:?}");
    }
    let split = data::load("mnist", Part::Test, Some(IMAGES)).expect("MNIST, which scripts/setup brings");
    let network = Network::dense(&[784, 64, 10], 7).unwrap();
    let expected = network.forward(split.images.view()).unwrap().pop().unwrap().a;

    let mut session = Session::new(open(SerialBoard::tiny()));
    assert_eq!(session.hello().unwrap().config, TINY);
    let compiled = Compiled::inference("784-64-10", network.architecture(), TINY).unwrap();
    session.clear_counters().unwrap();
    session.load(&compiled, network.parameters(), |_, _| {}).unwrap();
    let mut results = Vec::new();
    session
        .infer(&compiled, split.images.view(), |group| {
            results.extend(group.rows().into_iter().map(|row| row.to_vec()));
        })
        .unwrap();
    let expected: Vec<Vec<i8>> = expected.rows().into_iter().map(|row| row.to_vec()).collect();
    assert_eq!(results, expected);
    let counters = session.counters().unwrap();
    assert_eq!(counters.get(Counter::PacketsBad), 0);
    println!(
        "{IMAGES} images, {} cycles, {} steps of the array",
        counters.get(Counter::Span),
        counters.get(Counter::Fed)
    );
}
