//! The shape of a layer, and what the products refuse.

/// A layer: a convolution of stride 1, and a 2 x 2 max-pool if `pool`, odd edges dropped. A dense layer has the kernel of
/// its whole map.
///
/// Maps lie `[image][y][x][channel]`, weights `[(ky * kw + kx) * channels + c][output]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Convolution {
    /// Channels of the map that comes in.
    pub channels: usize,
    /// Its rows.
    pub height: usize,
    /// Its columns.
    pub width: usize,
    /// Rows and columns of the kernel.
    pub kernel: (usize, usize),
    /// Rows and columns of zeros on each side of the map.
    pub pad: usize,
    /// Channels of the map that goes out.
    pub outputs: usize,
    /// Whether the maximum of each 2 x 2 square goes out.
    pub pool: bool,
}

/// What the products refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KernelError {
    /// A kernel larger than the map with its padding, or something of size 0.
    #[error("{0:?} has no output")]
    Empty(Convolution),
    /// An operand of the wrong length.
    #[error("{operand} has {found} elements and should have {expected}")]
    Length {
        /// Which operand.
        operand: &'static str,
        /// Elements it should have.
        expected: usize,
        /// Elements it has.
        found: usize,
    },
}

impl Convolution {
    /// A layer where every output sees every input.
    pub const fn dense(inputs: usize, outputs: usize) -> Self {
        Self {
            channels: inputs,
            height: 1,
            width: 1,
            kernel: (1, 1),
            pad: 0,
            outputs,
            pool: false,
        }
    }

    /// The same layer on a map of one position, where the kernel is the whole map.
    pub(super) fn flattened(self) -> Self {
        if self.kernel == (self.height, self.width) && self.pad == 0 {
            Self::dense(self.inputs(), self.outputs)
        } else {
            self
        }
    }

    /// Rows of the weights: taps times channels.
    pub const fn taps(&self) -> usize {
        self.kernel.0 * self.kernel.1 * self.channels
    }

    /// Values of a map that comes in.
    pub const fn inputs(&self) -> usize {
        self.height * self.width * self.channels
    }

    /// Rows and columns of the map with its padding.
    pub(super) const fn frame(&self) -> (usize, usize) {
        (self.height + 2 * self.pad, self.width + 2 * self.pad)
    }

    /// Rows and columns of the map before the pool, without those that the pool drops.
    pub(super) const fn positions(&self) -> (usize, usize) {
        let (height, width) = self.frame();
        let (height, width) = (height + 1 - self.kernel.0, width + 1 - self.kernel.1);
        if self.pool {
            (height & !1, width & !1)
        } else {
            (height, width)
        }
    }

    /// Rows and columns of the map that goes out.
    pub const fn result(&self) -> (usize, usize) {
        let (height, width) = self.positions();
        if self.pool {
            (height / 2, width / 2)
        } else {
            (height, width)
        }
    }

    /// Values of a map that goes out.
    pub const fn results(&self) -> usize {
        self.result().0 * self.result().1 * self.outputs
    }

    /// Whether there is a map to go out.
    pub(super) fn check(self) -> Result<Self, KernelError> {
        let (height, width) = self.frame();
        let fits = (1..=height).contains(&self.kernel.0) && (1..=width).contains(&self.kernel.1);
        if fits && self.inputs() > 0 && self.results() > 0 {
            Ok(self)
        } else {
            Err(KernelError::Empty(self))
        }
    }
}

/// Whether an operand has its length.
pub(super) fn check_length(operand: &'static str, expected: usize, found: usize) -> Result<(), KernelError> {
    if expected == found {
        Ok(())
    } else {
        Err(KernelError::Length {
            operand,
            expected,
            found,
        })
    }
}
