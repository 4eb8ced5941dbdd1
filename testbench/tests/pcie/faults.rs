//! Resets, hosts that die or keep no rules, and cores that hang.

use crate::rig::{any_packet, marked, Rig, Stalls, WATCH};
use golden::link::pcie;
use testbench::random::{seed, Rng};

/// What a client sends that knows nothing of what went before.
fn opening(nonce: u64) -> Vec<u32> {
    let mut words = vec![pcie::FILL; pcie::BODY_WORDS];
    words.extend(pcie::request(pcie::REQUEST_RESET, nonce));
    words
}

/// The words behind the answer to RESET.
fn behind(rig: &mut Rig, nonce: u64) -> Vec<(u32, bool)> {
    let words: Vec<u32> = rig.received.iter().map(|(word, _)| *word).collect();
    let answer = pcie::request(pcie::REQUEST_RESET, nonce);
    let at = words.windows(3).position(|found| found == answer);
    let at = at.unwrap_or_else(|| panic!("no answer in {words:08x?}"));
    rig.received.drain(..).skip(at + 3).collect()
}

#[test]
fn a_client_behind_one_that_died_in_a_packet_finds_a_clean_core() {
    let seed = seed("a_client_behind_one_that_died_in_a_packet");
    let mut rig = Rig::new(seed);
    let mut rng = Rng::new(!seed);
    for (round, percent) in [0, 20, 60, 0, 40].into_iter().cycle().take(25).enumerate() {
        rig.stalls = Stalls::even(percent);
        // cut anywhere, in a request of the port too
        let length = rng.size(1..=255);
        let mut dying = any_packet(&mut rng, length);
        if rng.chance(60) {
            dying[0] = (dying[0] & 0xFFFF) | (rng.size(0xF0..=0xFF) as u32) << 24;
        }
        let cut = rng.size(0..=dying.len() - 1);
        rig.send(&dying[..cut]);
        // the core, too, is in the middle of something
        let length = rng.size(100..=255);
        let given = any_packet(&mut rng, length);
        rig.give(&given);
        let pause = rng.size(0..=300) as u64;
        rig.run(pause);
        let (nonce, resets) = (rng.bits(), rig.resets.len());
        rig.send(&opening(nonce));
        rig.settle();
        // one that died in a RESET has it, too
        let resets = rig.resets.split_off(resets);
        assert!(resets == [8] || resets == [8, 8], "round {round}: {resets:?}");
        behind(&mut rig, nonce);
        rig.taken.clear();
        let (to_core, from_core) = (any_packet(&mut rng, 200), any_packet(&mut rng, 200));
        rig.send(&to_core);
        rig.give(&from_core);
        rig.settle();
        assert!(
            std::mem::take(&mut rig.taken) == marked(&[to_core]),
            "round {round}"
        );
        assert!(rig.packets() == [from_core], "round {round}");
    }
}

#[test]
fn reset_takes_the_place_of_a_request_that_waits() {
    let mut rig = Rig::new(3);
    // a packet of the core that does not end keeps the answer waiting
    rig.giving.push_back((0x8900_0005, false));
    rig.run(10);
    rig.send(&pcie::request(pcie::REQUEST_HELLO, 1));
    rig.run(50);
    rig.send(&pcie::request(pcie::REQUEST_RESET, 2));
    rig.send(&pcie::request(pcie::REQUEST_HELLO, 3));
    rig.settle();
    let words: Vec<u32> = rig.received.iter().map(|(word, _)| *word).collect();
    assert_eq!(words[..4], [0x8900_0005, 0xF101_0002, 2, 0]);
    assert_eq!(words[4..7], [0xF001_0006, 3, 0]);
    assert_eq!(words.len(), 11);
    assert_eq!(rig.resets, [8]);
}

#[test]
fn what_is_no_packet_is_dropped_and_counted() {
    let mut rig = Rig::new(4);
    // a beat that is no whole word, in a packet and before one
    rig.sending.extend([
        (7, 1),
        (0x0300_0002, 0xF),
        (8, 7),
        (1, 0xF),
        (9, 0xE),
        (5, 0),
        (2, 0xF),
    ]);
    // headers that announce more than a packet holds: the core's, the port's
    rig.send(&[0x0300_0100, 0xF1FF_FFFF, 0x03FF_0100, 0xF001_0100]);
    rig.send(&[0x0600_0000]);
    rig.settle();
    let expected = [(0x0300_0002, false), (1, false), (2, true), (0x0600_0000, true)];
    assert_eq!(rig.taken, expected);
    assert_eq!(rig.resets, []);
    assert_eq!(rig.received, []);
    assert_eq!(rig.counter("dropped"), 7);
}

#[test]
fn a_core_that_takes_nothing_is_given_up_and_reset_opens_it_again() {
    let mut rig = Rig::new(5);
    let packet = any_packet(&mut Rng::new(1), 200);
    rig.send(&packet[..100]);
    rig.run(200);
    rig.stalls.take = 100;
    rig.send(&packet[100..]);
    rig.send(&packet);
    rig.run(WATCH - 10);
    assert_eq!(rig.resets, []);
    rig.run(60);
    rig.stalls.take = 0;
    assert_eq!(rig.resets, [8]);
    rig.settle();
    // what is left of the packet, and all that follow, go nowhere
    assert!(rig.sending.is_empty());
    assert_eq!(rig.taken.len(), 100);
    assert_eq!(rig.counter("expired"), 1);
    // one word was waiting for the core, which its reset dropped
    assert_eq!(rig.counter("dropped"), 100 + 201);
    rig.taken.clear();
    rig.send(&pcie::request(pcie::REQUEST_RESET, 5));
    rig.send(&packet);
    rig.settle();
    assert_eq!(rig.resets, [8, 8]);
    assert!(rig.taken == marked(&[packet]));
}

#[test]
fn a_core_that_works_or_is_held_up_itself_is_not_given_up() {
    let mut rig = Rig::new(6);
    rig.stalls.take = 100;
    rig.send(&[0x0600_0000]);
    // it gives a word now and then
    for _ in 0..4 {
        rig.run(WATCH - 100);
        rig.give(&[0x8500_0000]);
    }
    // it has a word for a host that reads nothing
    rig.stalls.receive = 100;
    rig.give(&[0x8500_0003, 1, 2, 3]);
    rig.give(&[0x8500_0003, 1, 2, 3]);
    rig.run(4 * WATCH);
    assert_eq!(rig.resets, []);
    rig.stalls = Stalls::default();
    rig.settle();
    assert_eq!(rig.taken, [(0x0600_0000, true)]);
    // and no word waits for a core that takes each at last
    rig.stalls.take = 99;
    let packet = any_packet(&mut Rng::new(2), 100);
    rig.send(&packet);
    rig.run(20_000);
    assert_eq!(rig.resets, []);
}

#[test]
fn words_without_sense_do_no_harm() {
    let seed = seed("words_without_sense_do_no_harm");
    let mut rig = Rig::new(seed);
    let mut rng = Rng::new(!seed);
    for round in 0..20 {
        rig.stalls = Stalls::even([0, 50][round % 2]);
        for _ in 0..rng.size(1..=3_000) {
            let word = rng.bits() as u32;
            // headers of all kinds among them
            let word = if rng.chance(128) { word & 0xFFFF_00FF } else { word };
            let keep = if rng.chance(250) {
                0xF
            } else {
                rng.bits() as u8 & 0xF
            };
            rig.sending.push_back((word, keep));
        }
        rig.settle();
        let nonce = rng.bits();
        rig.send(&opening(nonce));
        rig.settle();
        behind(&mut rig, nonce);
        rig.taken.clear();
        let packet = any_packet(&mut rng, 60);
        rig.send(&packet);
        rig.settle();
        assert!(
            std::mem::take(&mut rig.taken) == marked(&[packet]),
            "round {round}"
        );
    }
}
