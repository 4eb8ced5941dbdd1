//! Packets on their way to the board.

use std::collections::VecDeque;

use super::LinkError;

/// Times that one packet is sent again before the line counts as unusable.
const RETRANSMISSIONS: u32 = 16;

/// Keeps packets until the board has acknowledged them, and knows which may be sent: go-back-N within the board's
/// credit.
#[derive(Debug, Default)]
pub struct Sender {
    /// Payloads from packet `base` on.
    waiting: VecDeque<Vec<u8>>,
    base: u8,
    /// How many of `waiting` have been sent in this round, and how many ever.
    sent: usize,
    ever_sent: usize,
    credit: usize,
    /// Times that packet `base` was sent again.
    tries: u32,
    /// REPEAT was obeyed for packet `base`.
    obeyed: bool,
    /// Packets sent again since the link was opened.
    pub retransmitted: u64,
}

impl Sender {
    /// An empty sender towards a board that was just reset and has room for `slots` packets.
    pub fn new(slots: u8) -> Self {
        Sender {
            credit: usize::from(slots),
            ..Self::default()
        }
    }

    /// Queues a payload.
    pub fn push(&mut self, payload: Vec<u8>) {
        self.waiting.push_back(payload);
    }

    /// Packets that the board has not acknowledged, those not sent yet included.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// The number that the next packet to be sent for the first time will have.
    pub fn next_new(&self) -> u8 {
        self.base.wrapping_add(self.ever_sent as u8)
    }

    /// The next packet that may be sent, with its number; it counts as sent.
    pub fn next(&mut self) -> Option<(u8, &[u8])> {
        if self.sent >= self.credit {
            return None;
        }
        let payload = self.waiting.get(self.sent)?;
        let number = self.base.wrapping_add(self.sent as u8);
        self.sent += 1;
        if self.sent > self.ever_sent {
            self.ever_sent = self.sent;
        } else {
            self.retransmitted += 1;
        }
        Some((number, payload))
    }

    /// REPEAT was obeyed for the oldest packet: whether that helped, only a poll can tell.
    pub fn in_doubt(&self) -> bool {
        self.obeyed && self.sent > 0
    }

    /// Takes what the board says; true when something moved.
    ///
    /// # Errors
    /// [`LinkError::Restarted`] for the acknowledgement of a packet that was never sent, [`LinkError::Unreliable`].
    pub fn acknowledge(&mut self, number: u8, credit: u8, repeat: bool) -> Result<bool, LinkError> {
        let news = usize::from(number.wrapping_sub(self.base));
        if news > self.ever_sent {
            return Err(LinkError::Restarted { expected: number });
        }
        self.waiting.drain(..news);
        self.base = number;
        self.sent = self.sent.saturating_sub(news);
        self.ever_sent -= news;
        let moved = news > 0 || self.credit != usize::from(credit);
        self.credit = usize::from(credit);
        if news > 0 {
            self.tries = 0;
            self.obeyed = false;
        }
        // What follows a lost packet draws a REPEAT each; one is enough.
        if repeat && !self.obeyed && self.ever_sent > 0 {
            self.obeyed = true;
            self.again()?;
        }
        Ok(moved)
    }

    /// The board has just said all it got of the packets before number `limit`, which was [`Sender::next_new`] when it
    /// was asked: what it does not acknowledge is lost. True when there is such a packet.
    ///
    /// # Errors
    /// [`LinkError::Unreliable`].
    pub fn surely(&mut self, limit: u8) -> Result<bool, LinkError> {
        let before = usize::from(limit.wrapping_sub(self.base));
        let lost = before > 0 && before <= self.ever_sent;
        if lost {
            self.again()?;
        }
        Ok(lost)
    }

    fn again(&mut self) -> Result<(), LinkError> {
        self.sent = 0;
        self.tries += 1;
        if self.tries > RETRANSMISSIONS {
            return Err(LinkError::Unreliable(self.tries));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(packets: u8) -> Sender {
        let mut sender = Sender::new(4);
        (0..packets).for_each(|number| sender.push(vec![number]));
        sender
    }

    fn send_all(sender: &mut Sender) -> Vec<u8> {
        let mut numbers = Vec::new();
        while let Some((number, payload)) = sender.next() {
            assert_eq!(payload, [number]);
            numbers.push(number);
        }
        numbers
    }

    #[test]
    fn the_credit_bounds_what_is_under_way() {
        let mut sender = loaded(10);
        assert_eq!(send_all(&mut sender), [0, 1, 2, 3]);
        assert!(sender.acknowledge(2, 2, false).unwrap());
        assert_eq!(send_all(&mut sender), [] as [u8; 0]);
        assert!(sender.acknowledge(2, 4, false).unwrap());
        assert_eq!(send_all(&mut sender), [4, 5]);
        assert_eq!(sender.len(), 8);
        assert_eq!(sender.retransmitted, 0);
    }

    #[test]
    fn a_repeat_is_obeyed_once_for_a_packet() {
        let mut sender = loaded(4);
        send_all(&mut sender);
        sender.acknowledge(1, 4, true).unwrap();
        assert_eq!(send_all(&mut sender), [1, 2, 3]);
        sender.acknowledge(1, 4, true).unwrap();
        assert_eq!(send_all(&mut sender), [] as [u8; 0]);
        sender.acknowledge(2, 4, true).unwrap();
        assert_eq!(send_all(&mut sender), [2, 3]);
        assert_eq!(sender.retransmitted, 5);
    }

    #[test]
    fn the_answer_to_a_poll_tells_what_is_lost() {
        let mut sender = loaded(4);
        assert_eq!(sender.next().unwrap().0, 0);
        assert_eq!(sender.next().unwrap().0, 1);
        let limit = sender.next_new();
        assert_eq!(send_all(&mut sender), [2, 3]);
        // All before the poll have arrived: those after it may be under way.
        sender.acknowledge(2, 4, false).unwrap();
        assert!(!sender.surely(limit).unwrap());
        assert_eq!(send_all(&mut sender), [] as [u8; 0]);
        let limit = sender.next_new();
        sender.acknowledge(3, 4, false).unwrap();
        assert!(sender.surely(limit).unwrap());
        assert_eq!(send_all(&mut sender), [3]);
    }

    #[test]
    fn an_answer_for_what_was_never_sent_shows_a_restart() {
        let mut sender = loaded(4);
        sender.next();
        assert!(matches!(
            sender.acknowledge(2, 4, false),
            Err(LinkError::Restarted { expected: 2 })
        ));
        assert!(matches!(
            sender.acknowledge(255, 4, false),
            Err(LinkError::Restarted { expected: 255 })
        ));
    }

    #[test]
    fn retransmission_has_a_bound() {
        let mut sender = loaded(1);
        let outcome = (0..100).find_map(|_| {
            send_all(&mut sender);
            sender.surely(sender.next_new()).err()
        });
        assert!(matches!(outcome, Some(LinkError::Unreliable(17))));
    }

    #[test]
    fn numbers_wrap() {
        let mut sender = Sender::new(4);
        for number in 0..1000usize {
            sender.push(vec![number as u8]);
            assert_eq!(send_all(&mut sender), [number as u8]);
            sender.acknowledge((number + 1) as u8, 4, false).unwrap();
        }
        assert_eq!(sender.len(), 0);
    }
}
