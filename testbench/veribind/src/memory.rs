//! The memories inside a top, for tests that look at them or break them.

use crate::Model;

/// A memory inside a top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Its place below the top: instances and name, with dots between.
    pub name: &'static str,
    /// Bits of a word.
    pub width: u32,
    /// Words.
    pub depth: usize,
}

/// A word that is not there.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MemoryError {
    /// The top has no memory of that name.
    #[error("top {top} has no memory {name}")]
    Unknown {
        /// Verilog name of the top.
        top: &'static str,
        /// Name that was looked for.
        name: String,
    },
    /// The memory ends before that address.
    #[error("memory {name} of top {top} has {depth} words, none at {address}")]
    Address {
        /// Verilog name of the top.
        top: &'static str,
        /// Name of the memory.
        name: &'static str,
        /// Its words.
        depth: usize,
        /// Address that was asked for.
        address: usize,
    },
}

impl Memory {
    /// The memory called `name`, which has a word at `address`, and its place in [`Model::MEMORIES`].
    pub(crate) fn find<M: Model>(
        name: &str,
        address: usize,
    ) -> Result<(usize, &'static Memory), MemoryError> {
        let mut all = M::MEMORIES.iter().enumerate();
        let Some((index, memory)) = all.find(|(_, memory)| memory.name == name) else {
            return Err(MemoryError::Unknown {
                top: M::TOP,
                name: name.to_owned(),
            });
        };
        if address >= memory.depth {
            return Err(MemoryError::Address {
                top: M::TOP,
                name: memory.name,
                depth: memory.depth,
                address,
            });
        }
        Ok((index, memory))
    }

    /// Reads a word.
    ///
    /// # Safety
    /// `at` must be the address of Verilator's array of at least `address + 1` words of this width.
    pub(crate) unsafe fn load(&self, at: *const u8, address: usize) -> Vec<u32> {
        let wide = |value: u64| vec![value as u32, (value >> 32) as u32];
        // SAFETY: the caller's promise; CData, SData, IData, QData or arrays of 32-bit words, chosen by the same width.
        unsafe {
            match self.width {
                0..=8 => vec![u32::from(*at.add(address))],
                9..=16 => vec![u32::from(*at.cast::<u16>().add(address))],
                17..=32 => vec![*at.cast::<u32>().add(address)],
                33..=64 => wide(*at.cast::<u64>().add(address)),
                _ => {
                    let count = self.width.div_ceil(32) as usize;
                    std::slice::from_raw_parts(at.cast::<u32>().add(address * count), count).to_vec()
                }
            }
        }
    }

    /// Writes a word.
    ///
    /// # Safety
    /// As [`Memory::load`], and nobody else may look at the array meanwhile.
    pub(crate) unsafe fn store(&self, at: *mut u8, address: usize, words: &[u32]) {
        let count = self.width.div_ceil(32) as usize;
        let mut clean: Vec<u32> = (0..count).map(|i| words.get(i).copied().unwrap_or(0)).collect();
        if let (Some(last), rest @ 1..) = (clean.last_mut(), self.width % 32) {
            *last &= (1 << rest) - 1;
        }
        // SAFETY: as in `load`.
        unsafe {
            match self.width {
                0..=8 => *at.add(address) = clean[0] as u8,
                9..=16 => *at.cast::<u16>().add(address) = clean[0] as u16,
                17..=32 => *at.cast::<u32>().add(address) = clean[0],
                33..=64 => {
                    *at.cast::<u64>().add(address) = u64::from(clean[0]) | u64::from(clean[1]) << 32;
                }
                _ => {
                    let target = at.cast::<u32>().add(address * count);
                    clean
                        .iter()
                        .enumerate()
                        .for_each(|(i, word)| *target.add(i) = *word);
                }
            }
        }
    }
}
