//! Where the processor stands.

use rust_hdl::prelude::*;

/// What is done in a cycle. A register that is read is there in the next, and stays up to the next read.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Stand {
    /// A register is cleared.
    Clear,
    /// No program runs.
    Idle,
    /// The instruction is read.
    Fetch,
    /// Its first register is read.
    Decode,
    /// The second.
    Second,
    /// A product takes a bit of its immediate, the highest first.
    Multiply,
    /// It does what it does, but a tile.
    Execute,
    /// A tile: its lanes are there.
    Lanes,
    /// Its tag.
    Tag,
    /// Its x, kept for loop 1.
    FirstX,
    /// And for loop 2.
    SecondX,
    /// Its y, for loop 1.
    FirstY,
    /// For loop 2.
    SecondY,
    /// Its count of loop 1.
    CountOne,
    /// Of loop 2.
    CountTwo,
    /// Of loop 0, here and at the start of every pass.
    Count,
    /// A step a cycle.
    Steps,
    /// A pass is over: the passes left of loop 1.
    PassesOne,
    /// One less, or loop 2.
    LessOne,
    /// Stride of x in loop 1.
    StrideX,
    /// x of the next pass.
    NextX,
    /// Stride of y.
    StrideY,
    /// y of the next pass.
    NextY,
    /// The passes left of loop 2.
    PassesTwo,
    /// One less, or the end.
    LessTwo,
    /// Stride of x in loop 2.
    FarX,
    /// x of the next pass, for loop 2.
    FartherX,
    /// And for loop 1.
    AgainX,
    /// Stride of y.
    FarY,
    /// y of the next pass, for loop 2.
    FartherY,
    /// And for loop 1.
    AgainY,
    /// The passes of loop 1 begin anew.
    AgainOne,
    /// All steps are summed when the results are free: the address of the results.
    Leave,
    /// The results leave.
    Drain,
    /// DONE is offered.
    Report,
}
