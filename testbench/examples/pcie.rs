//! Bytes a cycle through the whole PCIe board, over blocks of 64 KB:
//!
//!     cargo run --release -p testbench --example pcie

use golden::core::packet::{command, packet};
use testbench::pcie::{throughput, PcieBoard, BYTES_A_CYCLE, CONFIG};
use testbench::random::Rng;

fn main() {
    let mut rng = Rng::new(1);
    // Packets of 256 words, which load 254 words of weights each.
    let block: Vec<u32> = (0..64)
        .flat_map(|row| {
            let body: Vec<u32> = std::iter::once(254 / CONFIG.vector_words() as u32 * row)
                .chain((0..254).map(|_| rng.bits() as u32))
                .collect();
            packet(command::WEIGHTS, 0, &body)
        })
        .collect();
    let read = packet(command::READ, 0, &[0, 1 << CONFIG.w_bits]);
    let Some((to_board, from_board)) = throughput(&mut PcieBoard::new(), &block, &read) else {
        eprintln!("the board does not answer");
        std::process::exit(1);
    };
    println!(
        "configuration {}, headers and addresses counted as words:",
        CONFIG.name
    );
    for (what, found) in [
        ("weights to the board", to_board),
        ("weights read back   ", from_board),
    ] {
        println!(
            "{what}: {} bytes in {} cycles: {:.3} of {BYTES_A_CYCLE} bytes a cycle ({:.3} of the width)",
            found.bytes,
            found.cycles,
            found.bytes_a_cycle(),
            found.share()
        );
    }
}
