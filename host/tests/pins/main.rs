//! Boards in simulation from pin to pin: the very texts of their bitstreams, at the speed of their lines.

mod line;
mod small;
mod tiny;

use hdl::board::{Serial, ICEBREAKER, TANG_NANO_20K, ULX3S_25F};
use std::path::Path;

#[test]
fn what_is_simulated_is_what_the_boards_folders_say() {
    let boards: [(&str, Serial); 3] = [
        ("icebreaker", ICEBREAKER),
        ("ulx3s-25f", ULX3S_25F),
        ("tangnano20k", TANG_NANO_20K),
    ];
    for (name, serial) in boards {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../constraints")
            .join(name);
        let board = flow::board::Description::read(&folder).unwrap();
        assert_eq!(board.configuration, serial.config.name, "{name}");
        assert_eq!(board.clock.core_hz, serial.clock_hz, "{name}");
        assert_eq!(board.serial.baud, serial.baud, "{name}");
        assert_eq!(board.serial.slots, serial.slots, "{name}");
    }
}
