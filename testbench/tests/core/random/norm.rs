//! Norm calls and the updates of their parameters.

use std::collections::HashSet;

use golden::core::program::{register, Instruction, Maximum, NormCall, Parameter, Tile};
use rand::Rng;

use super::{Memory, Program, MASK};
use crate::space::{Window, CHANNELS};

impl Program<'_> {
    /// Places a channel: every column its own in A and in E-space.
    fn channel(&mut self) -> (Vec<u32>, Vec<u32>) {
        let n = self.n();
        let images = self.random.gen_range(1..=3 * n);
        let positions = self.random.gen_range(1..=6);
        let mut place = |window: Window| loop {
            let (stride, group) = (
                self.random.gen_range(-20i64..=20),
                self.random.gen_range(-60i64..=60),
            );
            let groups = images.div_ceil(n);
            let all = (0..positions)
                .flat_map(|p| (0..groups).map(move |g| i64::from(p) * stride + i64::from(g) * group));
            let offsets: Vec<i64> = all.collect();
            let distinct = offsets.iter().collect::<HashSet<_>>().len() == offsets.len();
            let (low, high) = (*offsets.iter().min().unwrap(), *offsets.iter().max().unwrap());
            let room = i64::from(window.size) - (high - low + 1);
            if distinct && room >= 0 {
                let start = i64::from(window.base) + self.random.gen_range(0..=room) - low;
                let addresses: Vec<u32> = offsets
                    .iter()
                    .map(|offset| (start + offset) as u32 & MASK)
                    .collect();
                break (start as u32, stride as u32, group as u32, addresses);
            }
        };
        let (d, x1, wx, a) = place(self.space.a);
        let (f, y1, wy, e) = place(self.space.e);
        for (register, value) in [
            (register::D, d),
            (register::F, f),
            (register::N0, images),
            (register::N1, positions),
            (register::X1, x1),
            (register::Y1, y1),
            (register::WX, wx),
            (register::WY, wy),
        ] {
            self.li(register, value);
        }
        (a, e)
    }

    pub(super) fn norm_forward(&mut self) {
        let (a, e) = self.channel();
        let channel = self.space.c + self.random.gen_range(0..CHANNELS);
        self.li(register::INDEX, channel);
        // the call before it may be one of the same channel, and tiles may be writing what it writes
        self.barrier();
        self.asm.push(Instruction::Norm(NormCall {
            l2: self.random.gen(),
            running: self.random.gen_bool(0.4),
            ..NormCall::default()
        }));
        self.norm_pending = true;
        self.writes(Memory::A, a.iter().copied());
        self.writes(Memory::Flags, e.iter().copied());
        if self.random.gen_bool(0.7) {
            self.beside(a, &e);
        }
    }

    /// Forward tiles beside a norm call that writes `a` and `e`: they store their results elsewhere, and meet it at the
    /// memories; or they only send.
    fn beside(&mut self, mut a: Vec<u32>, e: &[u32]) {
        a.extend(self.forward_operands(self.space.a));
        let (_, columns) = self.set_lanes();
        self.tag();
        let apart = |start: u32, others: &[u32], depth: u32| {
            let others: HashSet<u32> = others.iter().map(|address| address % depth).collect();
            (start..start + columns).all(|address| !others.contains(&(address % depth)))
        };
        let place = (0..20).find_map(|_| {
            let d = self.somewhere(self.space.a, columns);
            let f = self.somewhere(self.space.e, columns);
            let free = apart(d, &a, self.depth(Memory::A)) && apart(f, e, self.depth(Memory::Flags));
            free.then_some((d, f))
        });
        let tile = Tile {
            store: place.is_some(),
            emit: place.is_none(),
            ..self.forward_tile(false)
        };
        if let Some((d, f)) = place {
            self.li(register::D, d);
            self.li(register::F, f);
            self.writes(Memory::A, d..d + columns);
            self.writes(Memory::Flags, f..f + columns);
        }
        for _ in 0..self.random.gen_range(1..=16) {
            self.asm.push(Instruction::Tile(tile));
        }
    }

    pub(super) fn norm_backward(&mut self) {
        let first = self.random.gen_range(0..CHANNELS - 2);
        let count = self.random.gen_range(1..=3);
        self.barrier();
        for channel in first..first + count {
            self.channel();
            self.li(register::INDEX, self.space.c + channel);
            let call = NormCall {
                backward: true,
                store: false,
                l2: self.random.gen(),
                // means nothing here
                running: self.random.gen(),
            };
            self.asm.push(Instruction::Norm(call));
            self.asm.push(Instruction::Scale(Maximum::Error));
            self.asm.push(Instruction::Norm(NormCall { store: true, ..call }));
            self.barrier();
        }
        self.li(register::INDEX, self.space.c + first);
        self.li(register::N0, count);
        for (maximum, parameter) in [
            (Maximum::Dgamma, Parameter::Gamma),
            (Maximum::Dbeta, Parameter::Beta),
        ] {
            self.asm.push(Instruction::Keys {
                layer: self.random.gen::<u32>() & MASK,
            });
            self.asm.push(Instruction::Scale(maximum));
            self.asm.push(Instruction::NormUpdate(parameter));
        }
        self.cleared();
    }
}
