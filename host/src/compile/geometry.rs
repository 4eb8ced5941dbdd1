//! A layer as the core computes it: the map that its taps see, and what of its positions counts.

use golden::learn::wage::Layer;
use golden::norm::Norm;

/// The geometry of a layer.
///
/// A dense layer is a 1 x 1 convolution of a map of one position whose channels are all inputs. A padded first layer
/// with fewer channels than lanes is a convolution without padding of a map that is stored with its border of zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// Channels of the map that comes in.
    pub channels: usize,
    /// Rows of it, with the stored border.
    pub height: usize,
    /// Columns of it, with the stored border.
    pub width: usize,
    /// Pixels from one stored row of it to the next.
    pub pitch: usize,
    /// Zeros stored on each side of it.
    pub border: usize,
    /// Rows and columns of the kernel.
    pub kernel: (usize, usize),
    /// Zeros on each side that are not stored: taps there are skipped.
    pub pad: usize,
    /// Output channels.
    pub outputs: usize,
    /// Rows and columns of positions that count: those that a pool drops are not computed.
    pub positions: (usize, usize),
    /// Whether the pool drops a row, and a column.
    pub dropped: (bool, bool),
    /// Whether a 2 x 2 max-pool follows.
    pub pool: bool,
    /// Rows and columns of the result, after the pool.
    pub result: (usize, usize),
    /// The normaliser.
    pub norm: Option<Norm>,
    /// Whether negative activations become 0.
    pub relu: bool,
    /// Shift of the activation.
    pub shift: u32,
}

impl Geometry {
    /// The geometry of `layer` on an array of side `lanes`; `first` when its input comes from the host.
    pub fn new(layer: &Layer, lanes: usize, first: bool) -> Geometry {
        let result = (layer.result.height, layer.result.width);
        let whole = Geometry {
            channels: layer.input.channels,
            height: layer.input.height,
            width: layer.input.width,
            pitch: layer.input.width,
            border: 0,
            kernel: layer.kernel,
            pad: layer.pad,
            outputs: layer.output.channels,
            positions: match layer.pool {
                true => (2 * result.0, 2 * result.1),
                false => result,
            },
            dropped: (
                layer.pool && layer.output.height % 2 == 1,
                layer.pool && layer.output.width % 2 == 1,
            ),
            pool: layer.pool,
            result,
            norm: layer.norm,
            relu: layer.relu,
            shift: layer.shift(),
        };
        if layer.is_dense() {
            let (channels, height, width, pitch) = (layer.taps(), 1, 1, 1);
            return Geometry {
                channels,
                height,
                width,
                pitch,
                kernel: (1, 1),
                ..whole
            };
        }
        if first && layer.pad > 0 && layer.input.channels < lanes {
            let width = whole.width + 2 * layer.pad;
            return Geometry {
                height: whole.height + 2 * layer.pad,
                width,
                pitch: width,
                border: layer.pad,
                pad: 0,
                ..whole
            };
        }
        whole
    }

    /// The same layer on an input whose pitch lets one read take several rows of taps, where that is of use: the smallest
    /// pitch with (pitch - kernel width) * channels a multiple of the lanes.
    pub fn with_taps_on_rows(self, lanes: usize) -> Option<Geometry> {
        if self.kernel.0 < 2 || 2 * self.row() > lanes || self.pad > 0 {
            return None;
        }
        let fits = |pitch: usize| (pitch - self.kernel.1) * self.channels % lanes == 0;
        let pitch = (self.width..self.width + lanes).find(|&pitch| fits(pitch))?;
        let wide = Geometry { pitch, ..self };
        (wide.gap() <= MOST_GAP).then_some(wide)
    }

    /// Taps of a row of the kernel.
    pub fn row(&self) -> usize {
        self.kernel.1 * self.channels
    }

    /// Taps of an output.
    pub fn taps(&self) -> usize {
        self.kernel.0 * self.row()
    }

    /// Whether the layer is dense: one position, and every tap sees it.
    pub fn is_dense(&self) -> bool {
        self.height == 1 && self.width == 1 && self.kernel == (1, 1)
    }

    /// Addresses from one stored row of the input map to the next.
    pub fn row_stride(&self) -> usize {
        self.pitch * self.channels
    }

    /// Values of an input map as it is stored.
    pub fn stored(&self) -> usize {
        self.height * self.row_stride()
    }

    /// Positions of the result.
    pub fn area(&self) -> usize {
        self.result.0 * self.result.1
    }

    /// Values of the result.
    pub fn size(&self) -> usize {
        self.area() * self.outputs
    }

    /// Kernel rows that a row read takes at a time: more than one when the pitch was made for it.
    pub fn rows_a_read(&self, lanes: usize) -> usize {
        match self.gap() > 0 && self.gap() % lanes == 0 && self.gap() <= MOST_GAP {
            true => (lanes / self.row()).clamp(1, self.kernel.0),
            false => 1,
        }
    }

    /// Addresses between the end of a row of taps and the beginning of the next.
    pub fn gap(&self) -> usize {
        self.row_stride() - self.row().min(self.row_stride())
    }
}

/// Largest gap of a row read.
const MOST_GAP: usize = 255;
