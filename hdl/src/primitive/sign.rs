//! sgn(x), what L1 multiplies by in the backward pass.

use crate::network::{Network, Wire};

/// The sign of a two's complement number, in two bits: -1, 0 or 1.
///
/// ```text
///  x --> any bit of each group? --> [ ] --> any group? --+--> {negative, any}     (stages = 1)
///    \-> negative ----------------> [ ] -----------------+
/// ```
///
/// The test for zero is cut in `stages` + 1 parts of about equally many inputs, a register between each two.
pub fn sign(network: &mut Network, x: Wire, stages: u32) -> Wire {
    let negative = network.top(x);
    let mut rest = x;
    for stage in 0..stages {
        let fan = (f64::from(rest.bits()).powf(1.0 / f64::from(stages - stage + 1))).ceil() as u32;
        let mut groups = Vec::new();
        let mut low = 0;
        while low < rest.bits() {
            let group = network.slice(rest, low, fan.min(rest.bits() - low));
            groups.push(network.any(group));
            low += group.bits();
        }
        let some = network.join(&groups);
        rest = network.register(some);
    }
    let any = network.any(rest);
    network.join(&[any, negative])
}
