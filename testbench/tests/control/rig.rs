//! Processor and stepper, and whatever surrounds them, which answers after random times.

use rand::rngs::StdRng;
use rand::Rng;
use testbench::models::CoreControlModel;

use crate::spec::{Event, Results, Step, NORM_MOST};

/// Cycles that the surroundings need to answer, at most.
#[derive(Clone, Copy)]
pub struct Slow {
    pub drain: u32,
    pub norm: u32,
    pub scale: u32,
    pub keys: u32,
}

pub const AT_ONCE: Slow = Slow {
    drain: 0,
    norm: 0,
    scale: 0,
    keys: 0,
};

pub struct Rig {
    pub model: CoreControlModel,
    /// Cycles of the latest run, by cause: steps, input, barrier, drain, program, norm, keys, paced.
    pub cycles: [u64; 8],
}

impl Rig {
    pub fn new() -> Rig {
        let mut model = CoreControlModel::new();
        model.set_norm_most(NORM_MOST as u32);
        model.reset();
        Rig {
            model,
            cycles: [0; 8],
        }
    }

    pub fn load(&mut self, program: &[u32]) {
        self.model.set_program_write(true);
        for (address, word) in program.iter().enumerate() {
            self.model.set_program_address(address as u16);
            self.model.set_program_data(*word);
            self.model.tick();
        }
        self.model.set_program_write(false);
    }

    /// Runs the program, and answers for everything around it.
    pub fn run(
        &mut self,
        entry: u32,
        repetitions: u32,
        step: u32,
        slow: Slow,
        random: &mut StdRng,
    ) -> Vec<Event> {
        let m = &mut self.model;
        let mut after = |cycles: u32| random.gen_range(0..=cycles);
        m.set_start(true);
        m.set_start_entry(entry as u16);
        m.set_start_repetitions(repetitions);
        m.set_start_step(step);
        m.tick();
        m.set_start(false);
        self.cycles = [0; 8];
        let mut events = Vec::new();
        let (mut tile, mut held) = (Vec::new(), None);
        let (mut drain, mut keys, mut scale, mut norm, mut update) = (None, 0u32, None, 0u32, None);
        // tiles taken by the stepper and not yet issued to the end, and whether each updates weights
        let mut updating = Vec::new();
        let mut run_gap = 0;
        let (mut cycle, mut free) = (0u64, 0u64);
        for _ in 0..2_000_000 {
            m.set_drained(drain == Some(0));
            m.set_keys_busy(keys > 0);
            m.set_scale_done(scale == Some(0));
            m.set_norm_idle(norm == 0);
            m.set_norm_ready(norm == 0 && after(slow.norm) == 0);
            m.set_update_done(update == Some(0));
            m.set_commit(after(slow.drain) == 0);
            m.set_done_ready(after(slow.drain.min(2)) == 0);
            m.eval();
            if drain == Some(0) {
                let (results, updates) = held.take().expect("a tile drains");
                assert_eq!(results_of(m), results, "held while the tile drains");
                if updates {
                    updating.retain(|at| *at != results);
                }
            }
            drain = drain.and_then(|left: u32| left.checked_sub(1));
            keys = keys.saturating_sub(1);
            scale = scale.and_then(|left: u32| left.checked_sub(1));
            norm = norm.saturating_sub(1);
            update = update.and_then(|left: u32| left.checked_sub(1));

            let busy = !tile.is_empty() || held.is_some();
            let freed = m.freed();
            if m.scale_start() {
                assert!(!busy && norm == 0, "a scale before the results");
                events.push(Event::Scale(m.scale_kind().into()));
                scale = Some(after(slow.scale));
            }
            if m.keys_start() {
                assert_eq!(keys, 0, "keys under way");
                assert!(updating.is_empty(), "keys of a tile that is being stored");
                keys = after(slow.keys);
                events.push(Event::Keys {
                    layer: m.keys_layer(),
                    step: m.keys_step(),
                });
            }
            if m.norm_valid() && m.norm_ready() {
                norm = after(slow.norm);
                events.push(Event::Norm {
                    imm: m.norm_imm().into(),
                    fields: [
                        m.norm_d(),
                        m.norm_f(),
                        m.norm_images(),
                        m.norm_positions(),
                        m.norm_x1(),
                        m.norm_y1(),
                        m.norm_wx(),
                        m.norm_wy(),
                        m.norm_channel(),
                    ],
                });
            }
            if m.update_start() {
                assert!(!busy && norm == 0 && keys == 0, "an update too early");
                update = Some(after(slow.norm));
                events.push(Event::Update {
                    kind: m.update_kind(),
                    channel: m.norm_channel(),
                    count: m.norm_images(),
                });
            }
            let causes = [
                m.issue(),
                m.stall_input(),
                m.stall_barrier(),
                m.stall_drain(),
                m.stall_program(),
                m.stall_norm(),
                m.stall_keys(),
                m.paced(),
            ];
            assert_eq!(
                causes.iter().filter(|cause| **cause).count(),
                usize::from(m.running()),
                "one cause a cycle"
            );
            for (count, cause) in self.cycles.iter_mut().zip(causes) {
                *count += u64::from(cause);
            }
            cycle += 1;
            if m.takes() {
                assert!(tile.is_empty(), "a tile is taken before the one before has ended");
                run_gap = m.run_gap().into();
            }
            if m.issue() {
                assert!(cycle >= free, "a step while the array is at work");
                // four columns of this array share their multipliers
                free = cycle + if m.product() == 2 { 4 } else { 1 } + u64::from(m.last());
                tile.push(Step {
                    x: m.x_address(),
                    y: m.y_address(),
                    lane: m.lane().into(),
                    want: m.want().into(),
                    product: m.product().into(),
                    unpool: m.unpool(),
                    run_gap,
                    cells: m.cells().into(),
                    first: m.first(),
                    last: m.last(),
                });
                let updates = m.product() == 2 && m.stores();
                assert!(!updates || keys == 0, "an update without its keys");
                if m.last() {
                    assert_eq!(
                        held, None,
                        "the last step of a tile before the one before has drained"
                    );
                    m.tick();
                    m.eval();
                    let results = results_of(m);
                    if updates {
                        updating.push(results);
                    }
                    events.push(Event::Tile(std::mem::take(&mut tile), results));
                    held = Some((results, updates));
                    drain = Some(after(slow.drain));
                    if freed != 0 {
                        events.push(Event::Freed(freed.into()));
                    }
                    continue;
                }
            }
            if freed != 0 {
                events.push(Event::Freed(freed.into()));
            }
            let done = m.done_valid() && m.done_ready();
            if done {
                assert!(
                    tile.is_empty() && held.is_none() && norm == 0,
                    "DONE before the results"
                );
                events.push(Event::Done {
                    fault: m.done_fault(),
                    address: m.done_address().into(),
                });
            }
            m.tick();
            if done {
                return events;
            }
        }
        panic!("the program does not end; so far {events:?}");
    }
}

fn results_of(m: &CoreControlModel) -> Results {
    Results {
        imm: m.tile_imm().into(),
        d: m.tile_d(),
        f: m.tile_f(),
        rows: m.tile_rows().into(),
        columns: m.tile_columns().into(),
        index: m.tile_index(),
        row_stride: m.tile_row_stride(),
        tag: m.tile_tag().into(),
    }
}
