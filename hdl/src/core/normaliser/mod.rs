//! The norm engine of the core: calls of NORM, the parameters' memory, their update.
//!
//! ```text
//!                       +--> [Channel 0] --+
//!  call --> [look up] --+--> [Channel 1] --+--> reads of X and E, writes of A, E and flags (one of each a cycle)
//!               |       ...                |
//!               |                          +--> result --> [Finish] --> running statistics | gradients, maxima
//!        [Parameters: gamma, beta | mu | s | dgamma | dbeta] <--------------+                    |
//!               ^                                                                                v
//!               +--------------------- [Update] <------------------------------------------ [Exponent48]
//! ```

mod channel;
mod codes;
mod columns;
mod finish;
mod limit;
mod parameters;
mod running;
mod samples;
mod share;
mod top;
mod update;
mod walk;

pub use channel::Channel;
pub use codes::Codes;
pub use columns::Columns;
pub use finish::{Finish, FinishState};
pub use limit::Limit;
pub use parameters::Parameters;
pub use running::Running;
pub use samples::Samples;
pub use share::Share;
pub use top::Normaliser;
pub use update::Update;
pub use walk::Walk;

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    const TIMING: &str =
        "2 m + 147 - e cycles a forward call of m samples with L1, divided by the channels at a time";
    let parameters = |size, samples, channels| {
        vec![
            ("size", size),
            ("samples", samples),
            ("channels_at_a_time", channels),
        ]
    };
    vec![
        Top {
            name: "normaliser_4",
            kind: Kind::Variant,
            parameters: parameters(4, 64, 1),
            timing: TIMING,
            generate: |name| verilog(Normaliser::<4, 32, 64, 8, 2, 5, 7, 1>::default(), name),
        },
        Top {
            name: "normaliser_8",
            kind: Kind::Variant,
            parameters: parameters(8, 1 << 17, 2),
            timing: TIMING,
            generate: |name| verilog(Normaliser::<8, 64, 128, 16, 3, 6, 18, 2>::default(), name),
        },
    ]
}
