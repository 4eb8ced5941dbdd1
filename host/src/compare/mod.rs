//! L1 against L2 in silicon: what the open tools say of the comparison's designs, as a table, JSON and a page.
//!
//! | module | subject |
//! |---|---|
//! | [`record`], [`stimulus`] | the samples of a training that every design is given |
//! | [`designs`], [`benches`], [`targets`] | what is compared, on which beats, and what on |
//! | [`quick`] | what of it `--quick` takes, and whether a verdict can be given |
//! | [`plan`], [`measure`] | the jobs, and how the flow does one |
//! | [`power`] | picojoules and microwatts on an iCE40UP5K |
//! | [`rows`] | a design on a target with its figures |
//! | [`summary`] | L1 against L2, measure by measure |
//! | [`report`] | the table, the JSON, the page with its plots |

pub mod benches;
pub mod designs;
pub mod measure;
pub mod plan;
pub mod power;
pub mod quick;
pub mod record;
pub mod report;
pub mod rows;
pub mod stimulus;
pub mod summary;
pub mod targets;
