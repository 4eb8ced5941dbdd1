//! Adders cut into segments, each a cycle after the one below.

use super::{Network, Wire};

impl Network {
    /// a + b + carry in the width of both.
    pub fn add_carry(&mut self, a: Wire, b: Wire, carry: Wire) -> Wire {
        let bits = a.bits();
        // one adder whose lowest place makes the carry: 1 + carry
        let one = self.constant(1, 1);
        let low = self.join(&[one, a]);
        let other = self.join(&[carry, b]);
        let sum = self.add(low, other);
        self.slice(sum, 1, bits)
    }

    /// a + b + carry in the width of both, in `segments` parts: `segments - 1` registers in all.
    ///
    /// ```text
    ///  low parts --> + --> [ ] ------------> low part of the sum
    ///                 \--> [carry] --+
    ///  high parts -------> [ ] ----> + ----> high part
    /// ```
    pub fn add_segmented(&mut self, a: Wire, b: Wire, carry: Option<Wire>, segments: u32) -> Wire {
        let bits = a.bits();
        assert_eq!(bits, b.bits());
        let segments = segments.clamp(1, bits);
        let mut carry = carry;
        let mut parts = Vec::new();
        let mut low = 0;
        for segment in 0..segments {
            let width = (bits - low).div_ceil(segments - segment);
            let (x, y) = (self.slice(a, low, width), self.slice(b, low, width));
            let (x, y) = (self.unsigned_to(x, width + 1), self.unsigned_to(y, width + 1));
            let sum = match carry {
                Some(carry) => self.add_carry(x, y, carry),
                None => self.add(x, y),
            };
            parts.push(self.slice(sum, 0, width));
            if segment + 1 < segments {
                let out = self.top(sum);
                carry = Some(self.register(out));
            }
            low += width;
        }
        self.join(&parts)
    }

    /// -a if `negative`, else a: an exclusive or and the carry of one adder, in segments.
    pub fn negate_if(&mut self, a: Wire, negative: Wire, segments: u32) -> Wire {
        let inverted = self.invert_if(a, negative);
        let zero = self.constant(0, a.bits());
        self.add_segmented(inverted, zero, Some(negative), segments)
    }

    /// Every bit inverted if `negative`.
    pub fn invert_if(&mut self, a: Wire, negative: Wire) -> Wire {
        let flips = self.fill(negative, a.bits());
        self.xor(a, flips)
    }
}
