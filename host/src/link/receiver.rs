//! Packets on their way from the board.

use std::collections::VecDeque;

/// Puts packets in order, each exactly once, and knows what to tell the board.
#[derive(Debug, Default)]
pub struct Receiver {
    expected: u8,
    received: VecDeque<Vec<u32>>,
    acknowledge_due: bool,
    repeat_due: bool,
    /// A repetition was asked for, and the expected packet has not come since.
    repeat_asked: bool,
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It was the expected one.
    New,
    /// It had come before.
    Duplicate,
    /// One before it is missing.
    Gap,
}

impl Receiver {
    /// The number of the packet that comes next: what every frame acknowledges.
    pub fn expected(&self) -> u8 {
        self.expected
    }

    /// Takes packet `number`.
    pub fn take(&mut self, number: u8, words: Vec<u32>) -> Arrival {
        self.acknowledge_due = true;
        match self.expected.wrapping_sub(number) {
            0 => {
                self.received.push_back(words);
                self.expected = self.expected.wrapping_add(1);
                self.repeat_asked = false;
                Arrival::New
            }
            1..=128 => Arrival::Duplicate,
            _ => {
                self.miss();
                Arrival::Gap
            }
        }
    }

    /// Something was lost: the board is asked to send again from the expected packet on, once. Should that be lost
    /// too, the board does it of its own accord after a while.
    pub fn miss(&mut self) {
        if !self.repeat_asked {
            self.repeat_asked = true;
            self.repeat_due = true;
            self.acknowledge_due = true;
        }
    }

    /// The board is to be told.
    pub fn has_news(&self) -> bool {
        self.acknowledge_due
    }

    /// What it is to be told beside [`Receiver::expected`]: whether to repeat. `None` when there is no news.
    pub fn news(&mut self) -> Option<bool> {
        let repeat = std::mem::take(&mut self.repeat_due);
        std::mem::take(&mut self.acknowledge_due).then_some(repeat)
    }

    /// The oldest packet that nobody has asked for yet.
    pub fn pop(&mut self) -> Option<Vec<u32>> {
        self.received.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_given_in_order_and_once() {
        let mut receiver = Receiver::default();
        for number in 0..600u32 {
            assert_eq!(receiver.take(number as u8, vec![number]), Arrival::New);
            assert_eq!(receiver.take(number as u8, vec![99]), Arrival::Duplicate);
            assert_eq!(receiver.take((number + 2) as u8, vec![98]), Arrival::Gap);
            assert_eq!(receiver.expected(), (number + 1) as u8);
            assert_eq!(receiver.pop(), Some(vec![number]));
            assert_eq!(receiver.pop(), None);
        }
    }

    #[test]
    fn a_repetition_is_asked_for_once_per_loss() {
        let mut receiver = Receiver::default();
        assert_eq!(receiver.news(), None);
        receiver.miss();
        assert_eq!(receiver.news(), Some(true));
        receiver.miss();
        assert_eq!(receiver.news(), None);
        receiver.take(1, vec![]);
        assert_eq!(receiver.news(), Some(false));
        receiver.take(0, vec![]);
        receiver.take(2, vec![]);
        assert_eq!(receiver.news(), Some(true));
    }
}
