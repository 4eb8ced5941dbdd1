//! L1 against L2 in silicon: what the open tools say of the comparison's designs, as a table, JSON and a page.
//!
//! | module | subject |
//! |---|---|
//! | [`record`], [`stimulus`] | the samples of a training that every design is given |

pub mod record;
pub mod stimulus;
