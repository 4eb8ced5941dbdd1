//! The links: a serial line or a DMA engine's streams on one side, the core's word streams on the other. The protocols
//! are `docs/link.md`.

mod answer;
mod board_pcie;
mod board_serial;
mod cobs_decode;
mod cobs_encode;
mod control;
mod counters;
mod crc32;
mod delimit;
mod frame_rx;
mod frame_tx;
mod gather;
mod inbox;
mod life;
#[allow(clippy::module_inception)]
mod link;
mod outbox;
mod port;
mod traffic;
mod uart;
mod uart_rx;
mod uart_tx;
mod watch;

pub use answer::Answer;
pub use board_pcie::BoardPcie;
pub use board_serial::{BoardInference, BoardSerial};
pub use cobs_decode::CobsDecode;
pub use cobs_encode::CobsEncode;
pub use control::Control;
pub use counters::Counters;
pub use crc32::Crc32;
pub use delimit::Delimit;
pub use frame_rx::FrameRx;
pub use frame_tx::FrameTx;
pub use gather::Gather;
pub use inbox::Inbox;
pub use life::Life;
pub use link::Link;
pub use outbox::Outbox;
pub use port::Port;
pub use traffic::Traffic;
pub use uart::Uart;
pub use uart_rx::UartRx;
pub use uart_tx::UartTx;
pub use watch::Watch;

use golden::core::config::{BASE, SMALL};
use golden::link::pcie::BLOCK_WORDS;
use golden::link::SLOTS;

use crate::base::{verilog, GenerateError};
use crate::board::{Serial, ICEBREAKER, TANG_NANO_20K, ULX3S_25F};
use crate::catalogue::{Kind, Top};
use crate::core::{Base, Small};

/// Clocks a bit of the boards that are simulated.
pub const SIMULATED_CLOCKS_PER_BIT: u16 = 4;
/// Cycles a board waits for the host to acknowledge a packet, about 21 ms at 50 MHz: longer than a USB serial
/// adapter holds bytes back, and longer than four full frames take at 4 clocks a bit.
pub const TIMEOUT: u32 = 1 << 20;
/// Times that a board sends a packet again before it waits for a sign of the host.
pub const RETRIES: u8 = 8;
/// Cycles in which nothing may follow a packet before a PCIe board ends its block: longer than the pause between the
/// results of two tiles, and short against the interrupt that a block costs.
pub const PATIENCE: u16 = 256;
/// Cycles that a PCIe board's core may let a word wait without giving one: 0.17 s at 100 MHz, four times the longest
/// forward pass that fits into `small`, for which a host's next samples may wait.
pub const WATCH: u32 = 1 << 24;

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    let variant = |name, parameters, timing, generate| Top {
        name,
        kind: Kind::Variant,
        parameters,
        timing,
        generate,
    };
    vec![
        variant(
            "crc32",
            Vec::new(),
            "1 byte a cycle; 1 cycle latency",
            |name| verilog(Crc32::default(), name),
        ),
        variant(
            "cobs_encode",
            vec![("group_bytes", 254)],
            "1 byte a cycle; the code leaves 1 cycle after its group is complete",
            |name| verilog(CobsEncode::default(), name),
        ),
        variant(
            "cobs_decode",
            Vec::new(),
            "1 byte a cycle; 1 cycle latency",
            |name| verilog(CobsDecode::default(), name),
        ),
        variant(
            "delimit",
            Vec::new(),
            "1 word a cycle; 1 cycle latency",
            |name| verilog(Delimit::default(), name),
        ),
        variant(
            "gather",
            vec![("words", 16), ("patience", 8)],
            "1 word a cycle; 2 cycles latency, and 8 more for the last word of a block",
            |name| verilog(Gather::new(16, 8), name),
        ),
        variant(
            "life",
            vec![("clock_hz", 64)],
            "a period in 64 cycles",
            |name| verilog(Life::new(64), name),
        ),
        variant(
            "uart_4",
            vec![("clocks_per_bit", 4)],
            "40 cycles a byte",
            |name| verilog(Uart::new(4), name),
        ),
        variant(
            "uart_12",
            vec![("clocks_per_bit", 12)],
            "120 cycles a byte",
            |name| verilog(Uart::new(12), name),
        ),
        variant(
            "link",
            vec![("clocks_per_bit", 4), ("timeout", 200_000), ("retries", 3), ("slots", SLOTS.into())],
            "40 cycles a byte of the line; a packet is given to the core 4 cycles after its frame's last byte",
            |name| verilog(Link::new(4, 200_000, 3, SLOTS), name),
        ),
        variant(
            "link_two",
            vec![("clocks_per_bit", 4), ("timeout", 200_000), ("retries", 3), ("slots", 2)],
            "40 cycles a byte of the line; a packet is given to the core 4 cycles after its frame's last byte",
            |name| verilog(Link::new(4, 200_000, 3, 2), name),
        ),
        variant(
            "port",
            vec![("block_words", BLOCK_WORDS.into()), ("patience", 40), ("watch", 3_000)],
            "1 word a cycle each way; latency 2 to the core, 2 from it, and 40 more for the last word of a block",
            |name| verilog(Port::new(BLOCK_WORDS, 40, 3_000), name),
        ),
        Top {
            name: "board_pcie",
            kind: Kind::System,
            parameters: vec![
                ("block_words", BLOCK_WORDS.into()),
                ("patience", PATIENCE.into()),
                ("watch", WATCH.into()),
                ("size", SMALL.size as u64),
            ],
            timing: "1 word a cycle each way; otherwise as the core",
            generate: |name| {
                let port = Port::new(BLOCK_WORDS, PATIENCE, WATCH);
                verilog(BoardPcie::new(port, Small::new(SMALL)), name)
            },
        },
        Top {
            name: "board_serial",
            kind: Kind::System,
            parameters: vec![
                ("clocks_per_bit", SIMULATED_CLOCKS_PER_BIT.into()),
                ("timeout", TIMEOUT.into()),
                ("retries", RETRIES.into()),
                ("size", BASE.size as u64),
            ],
            timing: "40 cycles a byte of the line; otherwise as the core",
            generate: |name| {
                let link = Link::new(SIMULATED_CLOCKS_PER_BIT, TIMEOUT, RETRIES, SLOTS);
                let core = Base::new(BASE);
                verilog(BoardSerial::new(link, Life::new(BASE.clock_hz), core), name)
            },
        },
        board("board_tiny", ICEBREAKER, |name| ICEBREAKER.named(name)),
        board("board_small", ULX3S_25F, |name| ULX3S_25F.named(name)),
        board("board_nano", TANG_NANO_20K, |name| TANG_NANO_20K.named(name)),
    ]
}

/// The text of a real board's bitstream, but for its pins and its clock.
fn board(name: &'static str, serial: Serial, generate: fn(&str) -> Result<String, GenerateError>) -> Top {
    Top {
        name,
        kind: Kind::System,
        parameters: vec![
            ("clocks_per_bit", serial.clocks_per_bit().into()),
            ("timeout", serial.timeout().into()),
            ("retries", RETRIES.into()),
            ("slots", serial.slots.into()),
            ("size", serial.config.size as u64),
        ],
        timing: "ten bits of the line a byte; otherwise as the core",
        generate,
    }
}
