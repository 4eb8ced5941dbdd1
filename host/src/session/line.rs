//! What a line carried, against what it could.

use crate::device::{Line, Speed};
use serde::Serialize;
use std::fmt;
use std::time::{Duration, Instant};

/// Counts the bytes and the time of the stretches in which images were under way.
#[derive(Debug, Default)]
pub struct LineClock {
    to_board: u64,
    from_board: u64,
    time: Duration,
    /// What the line had carried at the beginning of the stretch under way, and when that was.
    running: Option<(Line, Instant)>,
}

impl LineClock {
    /// Begins a stretch where none is under way; nothing where there is no line.
    pub fn start(&mut self, line: Option<Line>) {
        if self.running.is_none() {
            self.running = line.map(|line| (line, Instant::now()));
        }
    }

    /// Ends the stretch under way.
    pub fn stop(&mut self, line: Option<Line>) {
        if let (Some((before, since)), Some(line)) = (self.running.take(), line) {
            self.to_board += line.to_board - before.to_board;
            self.from_board += line.from_board - before.from_board;
            self.time += since.elapsed();
        }
    }

    /// The use of a line of this speed by `images` images, at a clock of `clock_hz`; none where there were none.
    pub fn used(&self, speed: Speed, images: u64, clock_hz: u64) -> Option<LineUse> {
        if images == 0 || self.time.is_zero() {
            return None;
        }
        let bytes_per_second = match speed {
            // A start bit, eight bits, a stop bit.
            Speed::Baud(baud) => f64::from(baud) / 10.0,
            Speed::WordACycle => 4.0 * clock_hz as f64,
        };
        let each = |bytes: u64| bytes as f64 / images as f64;
        let (to_board, from_board) = (each(self.to_board), each(self.from_board));
        let images_per_second = images as f64 / self.time.as_secs_f64();
        // Both directions carry at the same time: the fuller one is the limit.
        let most = bytes_per_second / to_board.max(from_board);
        Some(LineUse {
            baud: match speed {
                Speed::Baud(baud) => Some(baud),
                Speed::WordACycle => None,
            },
            bytes_per_second,
            bytes_per_image_to_board: to_board,
            bytes_per_image_from_board: from_board,
            images_per_second,
            images_per_second_of_line: most,
            share: images_per_second / most,
        })
    }
}

/// The images that went over a line, against those that it carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineUse {
    /// Bits a second of a serial line; null on PCIe.
    pub baud: Option<u32>,
    /// Bytes a second that the line carries, each way.
    pub bytes_per_second: f64,
    /// Bytes of the packets to the board, framing included, for an image.
    pub bytes_per_image_to_board: f64,
    /// The same of the packets from it.
    pub bytes_per_image_from_board: f64,
    /// Images over the time from the first packet of them to the last result; loading and reading back are apart.
    pub images_per_second: f64,
    /// What the line carries: its bytes a second over those of an image in the fuller direction.
    pub images_per_second_of_line: f64,
    /// The first over the second.
    pub share: f64,
}

impl fmt::Display for LineUse {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let line = match self.baud {
            Some(baud) => format!("a line of {baud} baud"),
            None => format!("a stream of {:.0} MB/s", self.bytes_per_second / 1e6),
        };
        write!(
            f,
            "{:.1} images/s over {line} that carries {:.1}: {:.2} %; bytes an image {:.1} to the board, {:.1} from it",
            self.images_per_second,
            self.images_per_second_of_line,
            100.0 * self.share,
            self.bytes_per_image_to_board,
            self.bytes_per_image_from_board
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(speed: Speed, to_board: u64, from_board: u64) -> Option<Line> {
        Some(Line {
            speed,
            to_board,
            from_board,
        })
    }

    #[test]
    fn only_stretches_count_and_the_fuller_direction_is_the_limit() {
        let baud = Speed::Baud(1_000_000);
        let mut clock = LineClock::default();
        clock.start(line(baud, 5_000, 100));
        std::thread::sleep(Duration::from_millis(20));
        // Begun already.
        clock.start(line(baud, 6_000, 150));
        clock.stop(line(baud, 13_000, 300));
        // Between two stretches.
        clock.start(line(baud, 20_000, 10_000));
        clock.stop(line(baud, 22_000, 10_100));
        clock.stop(line(baud, 99_000, 99_000));
        let used = clock.used(baud, 10, 50_000_000).unwrap();
        assert_eq!(
            (used.bytes_per_image_to_board, used.bytes_per_image_from_board),
            (1_000.0, 30.0)
        );
        // 100,000 bytes a second
        assert_eq!(
            (used.baud, used.images_per_second_of_line),
            (Some(1_000_000), 100.0)
        );
        assert!(
            used.images_per_second > 0.0 && used.images_per_second <= 500.0,
            "{used}"
        );
        assert!((used.share - used.images_per_second / 100.0).abs() < 1e-9);
        assert!(
            used.to_string()
                .contains("a line of 1000000 baud that carries 100.0"),
            "{used}"
        );
    }

    #[test]
    fn a_stream_carries_a_word_a_cycle() {
        let mut clock = LineClock::default();
        clock.start(line(Speed::WordACycle, 0, 0));
        std::thread::sleep(Duration::from_millis(1));
        clock.stop(line(Speed::WordACycle, 100, 400));
        let used = clock.used(Speed::WordACycle, 2, 100_000_000).unwrap();
        assert_eq!((used.baud, used.images_per_second_of_line), (None, 2e6));
        assert!(
            used.to_string()
                .contains("a stream of 400 MB/s that carries 2000000.0"),
            "{used}"
        );
    }

    #[test]
    fn nothing_is_said_of_no_line_and_of_no_image() {
        let mut clock = LineClock::default();
        clock.start(None);
        clock.stop(None);
        assert_eq!(clock.used(Speed::WordACycle, 5, 1), None);
        clock.start(line(Speed::WordACycle, 0, 0));
        std::thread::sleep(Duration::from_millis(1));
        clock.stop(line(Speed::WordACycle, 100, 400));
        assert_eq!(clock.used(Speed::WordACycle, 0, 1), None);
    }
}
