use super::*;
use crate::core::config::TINY;
use crate::core::packet::{
    pack_codes, pack_labels, read_packet, reply, samples_argument, samples_word, Commit, Counter, Header,
    Parameters, Readable, Reason, COUNTERS,
};

fn refused(engine: &mut Engine, bad: &[u32], reason: Reason) {
    assert_eq!(
        engine.send(bad),
        [packet(reply::ERROR, reason as u8, &bad[..1])],
        "{bad:x?}"
    );
}

#[test]
fn hello_reports_the_configuration() {
    let words = [
        2,
        3,
        16,
        0xbeef,
        13 | 14 << 8 | 11 << 16 | 11 << 24,
        11 | 9 << 8 | 4 << 16,
    ];
    let sent = Engine::new(BASE, 0xbeef).send(&packet(command::HELLO, 0, &[]));
    assert_eq!(sent, [packet(reply::HELLO, 0, &words)]);
    let tiny = Engine::new(TINY, 1).send(&packet(command::HELLO, 0, &[]));
    assert_eq!(
        tiny,
        [packet(reply::HELLO, 0, &[2, 1, 4, 1, 13 | 14 << 8 | 9 << 16, 0])]
    );
}

#[test]
fn samples_labels_weights_and_parameters_reach_their_memories() {
    let mut engine = Engine::new(MEDIUM, 0);
    let argument = samples_argument(1, Commit::No);
    engine.send(&packet(
        command::SAMPLES,
        argument,
        &[samples_word(4092, 6), 0x0403_0201, 0x8006_05ff],
    ));
    let found: Vec<i8> = [4092, 4093, 4094, 4095, 0, 1, 2, 3]
        .map(|a| engine.memories.a.column(a)[6])
        .to_vec();
    assert_eq!(found, [1, 2, 3, 4, -1, 5, 6, -128]);
    let labels: Vec<u8> = (0..16).map(|i| 255 - i).collect();
    let words: Vec<u32> = std::iter::once(3).chain(pack_labels(&labels)).collect();
    engine.send(&packet(command::LABELS, 0, &words));
    assert_eq!(engine.memories.labels.column(3), &labels[..8]);
    assert_eq!(engine.memories.labels.column(4), &labels[8..]);
    let rows: Vec<i8> = (0..16).map(|i| 4 * i - 30).collect();
    let words: Vec<u32> = std::iter::once(8191).chain(pack_codes(&rows)).collect();
    engine.send(&packet(command::WEIGHTS, 0, &words));
    assert_eq!(engine.memories.weights().column(8191), &rows[..8]);
    assert_eq!(engine.memories.weights().column(0), &rows[8..]);
    let parameters = Parameters {
        gamma: 256,
        beta: -9,
        mu: -70_000,
        scale: i32::MAX,
        set: true,
    };
    let words: Vec<u32> = std::iter::once(9)
        .chain(parameters.words())
        .chain([1, 2])
        .collect();
    engine.send(&packet(command::PARAMETERS, 0, &words));
    assert_eq!(engine.memories.channel(9).parameters, parameters);
    // a channel that is not complete: the words that came
    let begun = Parameters {
        gamma: 1,
        mu: 2,
        ..Parameters::default()
    };
    assert_eq!(engine.memories.channel(10).parameters, begun);
    engine.send(&packet(command::PARAMETERS, 0, &[9, 0x0005_0006]));
    let changed = Parameters {
        gamma: 6,
        beta: 5,
        ..parameters
    };
    assert_eq!(engine.memories.channel(9).parameters, changed);
}

#[test]
fn read_answers_in_whole_rows() {
    for (config, rows_each) in [(TINY, 252), (MEDIUM, 126), (BASE, 63)] {
        let mut engine = Engine::new(config, 0);
        let mut draws = Draws::new(8);
        for address in 0..300 {
            (0..config.size).for_each(|lane| engine.memories.set_weight(address, lane, draws.code()));
        }
        let sent = engine.send(&read_packet(Readable::Weights, 7, 200));
        let sizes: Vec<usize> = sent.iter().map(|packet| packet.len() - 1).collect();
        let mut left = 200;
        for (packet, size) in sent.iter().zip(sizes) {
            let rows = rows_each.min(left);
            assert_eq!(size, rows * config.vector_words());
            let first = (7 + 200 - left) as u32;
            let codes: Vec<u32> = (0..rows as u32)
                .flat_map(|row| pack_codes(engine.memories.weights().column(first + row)))
                .collect();
            assert_eq!(packet[1..], codes);
            let header = Header::from_word(packet[0]);
            assert_eq!((header.opcode, header.argument), (reply::DATA, 0));
            left -= rows;
        }
        assert_eq!(left, 0);
    }
    let mut engine = Engine::new(BASE, 0);
    for channel in 0..512 {
        engine.memories.channel(channel).parameters.mu = 1000 + channel as i32;
    }
    let sent = engine.send(&read_packet(Readable::Parameters, 500, 85));
    assert_eq!(
        sent.iter().map(|packet| packet.len()).collect::<Vec<_>>(),
        [253, 4]
    );
    assert_eq!(sent[1][2], 1000 + (500 + 84) % 512);
}

#[test]
fn bad_packets_are_refused_and_counted() {
    let mut engine = Engine::new(MEDIUM, 0);
    refused(&mut engine, &packet(0x0b, 1, &[1, 2]), Reason::UnknownOpcode);
    refused(&mut engine, &packet(command::RUN, 0, &[1]), Reason::BadArgument);
    refused(
        &mut engine,
        &packet(command::RUN, 0, &[0, 0, 0, 0, 0, 0]),
        Reason::BadArgument,
    );
    refused(
        &mut engine,
        &packet(command::RUN, 0, &[1; 6])[..5],
        Reason::Truncated,
    );
    refused(
        &mut engine,
        &[Run::default().packet(), vec![1]].concat(),
        Reason::BadArgument,
    );
    let mut long = Run {
        repetitions: 1,
        ..Run::default()
    }
    .packet();
    long.push(9);
    refused(&mut engine, &long, Reason::Overlong);
    refused(
        &mut engine,
        &packet(command::READ, 0, &[2 << 28, 1]),
        Reason::BadArgument,
    );
    refused(
        &mut engine,
        &packet(command::READ, 0, &[0, 0]),
        Reason::BadArgument,
    );
    refused(
        &mut engine,
        &packet(command::READ, 0, &[0, 1])[..2],
        Reason::Truncated,
    );
    refused(&mut engine, &packet(command::LABELS, 0, &[]), Reason::BadArgument);
    refused(
        &mut engine,
        &packet(command::SAMPLES, 0, &[2]),
        Reason::BadArgument,
    );
    refused(
        &mut engine,
        &packet(command::SAMPLES, 0, &[samples_word(0, 8)]),
        Reason::BadArgument,
    );
    let counters = engine.send(&packet(command::COUNTERS, 0, &[])).remove(0);
    assert_eq!(counters.len(), 1 + 2 * COUNTERS.len());
    assert_eq!(counters[1 + 2 * Counter::PacketsBad as usize], 12);
    assert_eq!(counters[1 + 2 * Counter::PacketsGood as usize], 0);
    let mut tiny = Engine::new(TINY, 0);
    refused(
        &mut tiny,
        &packet(command::LABELS, 0, &[0, 1]),
        Reason::UnknownOpcode,
    );
    refused(
        &mut tiny,
        &packet(command::PARAMETERS, 0, &[0, 1]),
        Reason::UnknownOpcode,
    );
    refused(
        &mut tiny,
        &packet(command::READ, 0, &[1 << 28, 1]),
        Reason::BadArgument,
    );
}

#[test]
fn a_running_core_refuses_to_run_or_be_read() {
    let mut engine = Engine::new(MEDIUM, 0);
    assert_eq!(run(&mut engine, &[Instruction::Wait]), Vec::<Packet>::new());
    let again = Run {
        repetitions: 1,
        ..Run::default()
    }
    .packet();
    refused(&mut engine, &again, Reason::Busy);
    refused(&mut engine, &read_packet(Readable::Weights, 0, 1), Reason::Busy);
    refused(
        &mut engine,
        &packet(command::READ, 0, &[7 << 28, 1]),
        Reason::BadArgument,
    );
    let sent = engine.send(&packet(
        command::SAMPLES,
        samples_argument(0, Commit::Group),
        &[0, 0],
    ));
    assert_eq!(sent, [packet(reply::DONE, 0, &[1])]);
    assert_eq!(engine.send(&read_packet(Readable::Weights, 0, 1)).len(), 1);
}

#[test]
fn clear_sets_the_counters_back() {
    let mut engine = Engine::new(MEDIUM, 0);
    engine.send(&packet(command::HELLO, 0, &[]));
    assert_eq!(engine.counters()[Counter::WordsOut as usize], 7);
    engine.send(&packet(command::CLEAR, 0, &[]));
    assert!(engine.counters().iter().all(|count| *count == 0));
}
