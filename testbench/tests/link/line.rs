//! The UART.

use crate::random::Random;
use testbench::link::{SerialPins, SoftUart};
use testbench::models::{Uart12Model, Uart4Model};

/// The same test on both models, which share no type but have the same ports.
macro_rules! uart_tests {
    ($name:ident, $model:ty, $clocks:expr) => {
        mod $name {
            use super::*;

            const CLOCKS: u64 = $clocks;

            fn fresh() -> $model {
                let mut model = <$model>::new();
                model.set_rxd(true);
                model.reset();
                model
            }

            #[test]
            fn every_byte_comes_through_its_own_line_without_a_gap() {
                let mut random = Random::new("uart", 10);
                let mut bytes: Vec<u8> = (0..=255).collect();
                bytes.extend(random.bytes(500, 10));
                let mut model = fresh();
                let (mut received, mut sent, mut cycles) = (Vec::new(), 0, 0);
                while received.len() < bytes.len() {
                    model.set_s_valid(sent < bytes.len());
                    model.set_s_data(bytes.get(sent).copied().unwrap_or(0xAA));
                    model.eval();
                    if sent < bytes.len() && model.s_ready() {
                        sent += 1;
                    }
                    model.set_rxd(model.txd());
                    model.tick();
                    cycles += 1;
                    if model.m_valid() {
                        received.push(model.m_data());
                    }
                    assert!(!model.framing_error() && !model.line_break());
                }
                assert_eq!(received, bytes);
                assert!(
                    cycles <= 10 * CLOCKS * bytes.len() as u64 + 10,
                    "{cycles} cycles"
                );
            }

            #[test]
            fn the_software_end_and_the_hardware_end_agree() {
                let mut random = Random::new("uart against software", 11);
                let mut pins = Pins(fresh(), random.bytes(300, 5), Vec::new());
                let sent = random.bytes(300, 5);
                let mut uart = SoftUart::new(CLOCKS as u16);
                uart.to_board.extend(&sent);
                for _ in 0..310 * 10 {
                    uart.bit(&mut pins);
                }
                assert_eq!(pins.2, sent);
                assert_eq!(uart.framing_errors, 0);
                let mut expected = Random::new("uart against software", 11).bytes(300, 5);
                expected.reverse();
                assert_eq!(Vec::from(uart.from_board), expected);
            }

            /// A model, the bytes it is to send (the last first), and those it received.
            struct Pins($model, Vec<u8>, Vec<u8>);

            impl SerialPins for Pins {
                fn set_rxd(&mut self, high: bool) {
                    self.0.set_rxd(high);
                }
                fn txd(&self) -> bool {
                    self.0.txd()
                }
                fn clocks(&mut self, count: u64) {
                    for _ in 0..count {
                        self.0.set_s_valid(!self.1.is_empty());
                        self.0
                            .set_s_data(self.1.last().copied().unwrap_or_default());
                        self.0.eval();
                        if self.0.s_ready() {
                            self.1.pop();
                        }
                        self.0.tick();
                        if self.0.m_valid() {
                            self.2.push(self.0.m_data());
                        }
                    }
                }
            }

            /// Holds levels on the line; returns (bytes, framing errors, breaks).
            fn play(model: &mut $model, levels: &[(bool, u64)]) -> (Vec<u8>, u32, u32) {
                let (mut bytes, mut framing, mut breaks) = (Vec::new(), 0, 0);
                for (level, clocks) in levels {
                    model.set_rxd(*level);
                    for _ in 0..*clocks {
                        model.tick();
                        if model.m_valid() {
                            bytes.push(model.m_data());
                        }
                        framing += u32::from(model.framing_error());
                        breaks += u32::from(model.line_break());
                    }
                }
                (bytes, framing, breaks)
            }

            fn byte(value: u8, stop: bool) -> Vec<(bool, u64)> {
                let mut levels = vec![(false, CLOCKS)];
                levels.extend((0..8).map(|bit| (value >> bit & 1 == 1, CLOCKS)));
                levels.push((stop, CLOCKS));
                levels
            }

            #[test]
            fn a_byte_without_stop_bit_is_dropped_and_counted() {
                let mut model = fresh();
                let mut levels = byte(0x5A, false);
                levels.push((true, 3 * CLOCKS));
                levels.extend(byte(0xC3, true));
                levels.push((true, 3 * CLOCKS));
                assert_eq!(play(&mut model, &levels), (vec![0xC3], 1, 0));
            }

            #[test]
            fn a_break_is_one_break_however_long() {
                let mut model = fresh();
                let mut levels = vec![(false, 57 * CLOCKS), (true, 2 * CLOCKS)];
                levels.extend(byte(0x81, true));
                levels.push((true, 3 * CLOCKS));
                assert_eq!(play(&mut model, &levels), (vec![0x81], 0, 1));
            }

            #[test]
            fn a_byte_arrives_3_cycles_after_the_last_sample_of_its_stop_bit() {
                let mut model = fresh();
                let levels = byte(0x96, true);
                let (stop, before) = levels.split_last().unwrap();
                assert_eq!(play(&mut model, before), (vec![], 0, 0));
                model.set_rxd(stop.0);
                let mut cycles = 0;
                while !model.m_valid() {
                    model.tick();
                    cycles += 1;
                    assert!(cycles < 2 * CLOCKS);
                }
                assert_eq!(cycles, CLOCKS / 2 + 1 + 3);
            }

            #[test]
            fn a_glitch_shorter_than_half_a_bit_is_ignored() {
                let mut model = fresh();
                let mut levels = vec![(false, CLOCKS / 2 - 1), (true, 12 * CLOCKS)];
                levels.extend(byte(0x3C, true));
                levels.push((true, 3 * CLOCKS));
                assert_eq!(play(&mut model, &levels), (vec![0x3C], 0, 0));
            }
        }
    };
}

uart_tests!(four_clocks, Uart4Model, 4);
uart_tests!(twelve_clocks, Uart12Model, 12);

/// Levels of a line that carries `bytes` without a pause, and a pause behind them.
fn levels(bytes: &[u8]) -> impl Iterator<Item = bool> + '_ {
    let bits = bytes.iter().flat_map(|byte| {
        std::iter::once(false)
            .chain((0..8).map(move |bit| byte >> bit & 1 == 1))
            .chain(std::iter::once(true))
    });
    bits.chain([true; 4])
}

/// What a receiver at 12 clocks a bit hears of `bytes` from a sender whose bits take `period` thousandths of a clock;
/// `noise` changes the level of a clock, counted from the beginning of its bit, the bit counted from the first on.
fn heard(bytes: &[u8], period: u64, mut noise: impl FnMut(u64, u64) -> bool) -> Vec<u8> {
    let mut model = Uart12Model::new();
    model.set_rxd(true);
    model.reset();
    let (mut received, mut time, mut cycle) = (Vec::new(), 0, 0);
    for (bit, level) in levels(bytes).enumerate() {
        time += period;
        let mut within = 0;
        while cycle * 1000 < time {
            model.set_rxd(level ^ noise(bit as u64, within));
            model.tick();
            (cycle, within) = (cycle + 1, within + 1);
            if model.m_valid() {
                received.push(model.m_data());
            }
            assert!(!model.line_break());
        }
    }
    received
}

#[test]
fn a_line_three_percent_off_is_understood_at_12_clocks() {
    let mut random = Random::new("a_line_three_percent_off", 12);
    let bytes = random.bytes(400, 5);
    for period in [11_640, 11_760, 11_880, 12_000, 12_120, 12_240, 12_360] {
        assert_eq!(heard(&bytes, period, |_, _| false), bytes, "{period} / 12000");
    }
}

#[test]
fn a_wrong_clock_in_every_bit_changes_nothing() {
    let mut random = Random::new("a_wrong_clock_in_every_bit", 13);
    let bytes = random.bytes(400, 5);
    // the first clock of a start bit is what the receiver counts from; and before one a wrong clock is a start bit
    for at in 1..11 {
        assert_eq!(
            heard(&bytes, 12_000, |_, within| within == at),
            bytes,
            "clock {at}"
        );
    }
    // and from a sender that is slower or faster by 2 %, whose samples are not in the middle; behind those of a stop bit a
    // wrong clock is a start bit
    for period in [11_760, 12_240] {
        let mut places = Random::new("a_wrong_clock_somewhere", 14);
        let (mut last, mut place) = (u64::MAX, 0);
        let noise = |bit, within| {
            if last != bit {
                (last, place) = (bit, 1 + places.below(10) as u64);
            }
            bit % 10 != 9 && within == place
        };
        assert_eq!(heard(&bytes, period, noise), bytes, "{period} / 12000");
    }
}
