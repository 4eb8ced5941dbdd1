//! Which instructions the processor has.

/// A way to compute a tile of a product. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Processor {
    /// Plain Rust, for every processor.
    Portable,
    /// 256-bit vectors of 16-bit products (x86-64 with AVX2).
    Avx2,
    /// 512-bit vectors of 8-bit dot products (x86-64 with AVX-512 VNNI).
    Vnni,
}

impl Processor {
    /// Every way, the slowest first.
    pub const ALL: [Self; 3] = [Self::Portable, Self::Avx2, Self::Vnni];

    /// Whether this processor has the instructions.
    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Self::Vnni => is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni"),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2 | Self::Vnni => false,
        }
    }

    /// The fastest way that this processor has.
    pub fn detect() -> Self {
        let found = Self::ALL.into_iter().rev().find(|way| way.is_available());
        found.unwrap_or(Self::Portable)
    }
}
