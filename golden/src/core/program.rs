//! The program: 128-bit instructions. See `docs/core.md`.

/// The kind of product that a tile computes; only the forward one is executed by this version.
pub const FORWARD: u8 = 0;

/// One tile: N images by up to N outputs, over a reduction of length `k`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// Hold until the input buffer is full.
    pub wait: bool,
    /// Free the input buffer after the last read.
    pub release: bool,
    /// Input buffer, 0 or 1, that the group of images came in by.
    pub buffer: u8,
    /// Hold until every earlier result is stored.
    pub barrier: bool,
    /// Clip at 0 instead of -127.
    pub relu: bool,
    /// Store results in A.
    pub store: bool,
    /// Send results as a RESULT packet.
    pub emit: bool,
    /// Kind of product, [`FORWARD`].
    pub product: u8,
    /// Shift of `activate`, 0..31.
    pub shift: u8,
    /// Outputs in use, 1..N.
    pub columns: u8,
    /// Argument of the RESULT packet.
    pub tag: u8,
    /// Address in A of channel 0.
    pub a: u16,
    /// Address in W of input 0.
    pub w: u16,
    /// Length of the reduction.
    pub k: u16,
    /// Address in A of the first result.
    pub d: u16,
}

/// One instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// Compute a tile.
    Tile(Tile),
    /// One group is done; go to the target while groups are left, else end.
    Loop {
        /// Instruction to go to.
        target: u16,
    },
    /// End at once.
    Halt,
}

const TILE: u32 = 1;
const LOOP: u32 = 2;
const HALT: u32 = 3;

impl Instruction {
    /// The four words, lowest first.
    pub fn encode(self) -> [u32; 4] {
        match self {
            Instruction::Tile(t) => [
                TILE | u32::from(t.wait) << 4
                    | u32::from(t.release) << 5
                    | u32::from(t.buffer & 1) << 6
                    | u32::from(t.barrier) << 7
                    | u32::from(t.relu) << 8
                    | u32::from(t.store) << 9
                    | u32::from(t.emit) << 10
                    | u32::from(t.product & 3) << 11
                    | u32::from(t.shift & 31) << 13
                    | u32::from(t.columns & 63) << 18
                    | u32::from(t.tag) << 24,
                u32::from(t.a) | u32::from(t.w) << 16,
                u32::from(t.k) | u32::from(t.d) << 16,
                0,
            ],
            Instruction::Loop { target } => [LOOP, 0, 0, u32::from(target)],
            Instruction::Halt => [HALT, 0, 0, 0],
        }
    }

    /// Reads four words for an array of side `size`; `None` for what this version does not execute: an unknown
    /// opcode or product, a reduction of length 0, no columns or more than the array has.
    pub fn decode(words: [u32; 4], size: usize) -> Option<Instruction> {
        let bit = |position: u32| words[0] >> position & 1 == 1;
        match words[0] & 15 {
            TILE => {
                let tile = Tile {
                    wait: bit(4),
                    release: bit(5),
                    buffer: (words[0] >> 6 & 1) as u8,
                    barrier: bit(7),
                    relu: bit(8),
                    store: bit(9),
                    emit: bit(10),
                    product: (words[0] >> 11 & 3) as u8,
                    shift: (words[0] >> 13 & 31) as u8,
                    columns: (words[0] >> 18 & 63) as u8,
                    tag: (words[0] >> 24) as u8,
                    a: words[1] as u16,
                    w: (words[1] >> 16) as u16,
                    k: words[2] as u16,
                    d: (words[2] >> 16) as u16,
                };
                let columns = usize::from(tile.columns);
                let known = tile.product == FORWARD && tile.k > 0 && columns > 0 && columns <= size;
                known.then_some(Instruction::Tile(tile))
            }
            LOOP => Some(Instruction::Loop {
                target: words[3] as u16,
            }),
            HALT => Some(Instruction::Halt),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tile_survives_its_encoding(
            flags in prop::array::uniform7(any::<bool>()), buffer in 0u8..2, shift in 0u8..32, columns in 1u8..17,
            tag: u8, a: u16, w: u16, k in 1u16.., d: u16,
        ) {
            let [wait, release, barrier, relu, store, emit, _] = flags;
            let tile = Tile {
                wait, release, buffer, barrier, relu, store, emit, product: FORWARD, shift, columns, tag, a, w, k, d,
            };
            let instruction = Instruction::Tile(tile);
            prop_assert_eq!(Instruction::decode(instruction.encode(), 16), Some(instruction));
        }
    }

    #[test]
    fn what_is_not_executed_is_not_decoded() {
        let good = Tile {
            columns: 4,
            k: 1,
            ..Tile::default()
        };
        for bad in [
            Tile { product: 1, ..good },
            Tile { product: 2, ..good },
            Tile { k: 0, ..good },
            Tile { columns: 0, ..good },
            Tile { columns: 5, ..good },
        ] {
            assert_eq!(
                Instruction::decode(Instruction::Tile(bad).encode(), 4),
                None,
                "{bad:?}"
            );
        }
        assert_eq!(Instruction::decode([0; 4], 4), None);
        assert_eq!(Instruction::decode([15, 0, 0, 0], 4), None);
        assert_eq!(
            Instruction::decode(Instruction::Halt.encode(), 4),
            Some(Instruction::Halt)
        );
    }
}
