//! A training that stops anywhere goes on from its parameters and the number of its steps.

use super::networks::{conv, dense, images, labels};
use golden::learn::wage::{
    order, Architecture, Batches, LearnError, Network, Schedule, Settings, Shape, Stage, Trainer,
};
use golden::norm::Norm;

#[test]
fn a_resumed_training_ends_with_the_same_bits() {
    let stages = [conv(4, 3, false), Stage::MaxPool, dense(3)];
    let (x, y) = (images(1, 23, 36), labels(1, 23, 3));
    let custom = Schedule::Epochs(vec![(1, 3), (2, 0)]);
    for (norm, schedule) in [(None, Schedule::Paper), (Some(Norm::L1), custom)] {
        let architecture = Architecture::new(Shape::new(1, 6, 6), &stages, norm).unwrap();
        let settings = Settings {
            seed: 4,
            epochs: 3,
            batch: 5,
            schedule,
        };
        let whole = |mut trainer: Trainer| {
            let mut progress = Vec::new();
            while let Some(step) = trainer.step().unwrap() {
                progress.push(step);
            }
            (progress, trainer.into_network())
        };
        let start = || {
            let network = Network::new(architecture.clone(), 4);
            Trainer::new(network, settings.clone(), x.view(), &y).unwrap()
        };
        let (progress, end) = whole(start());
        assert_eq!(progress.len(), 15);
        for done in 0..=15 {
            let mut trainer = start();
            for _ in 0..done {
                trainer.step().unwrap();
            }
            assert_eq!(trainer.done(), done as u32);
            // all that a checkpoint holds
            let parameters = trainer.into_network().into_parameters();
            let network = Network::from_parameters(architecture.clone(), parameters).unwrap();
            let trainer = Trainer::resume(network, settings.clone(), x.view(), &y, done as u32).unwrap();
            assert_eq!(
                whole(trainer),
                (progress[done..].to_vec(), end.clone()),
                "after {done} steps"
            );
        }
        let beyond = Trainer::resume(end.clone(), settings, x.view(), &y, 16).map(|_| ());
        assert_eq!(beyond, Err(LearnError::StepRange { step: 16, steps: 15 }));
    }
}

#[test]
fn batches_are_those_of_the_trainer_and_cover_each_epoch() {
    let architecture = Architecture::dense(&[9, 3]).unwrap();
    let (x, y) = (images(2, 20, 9), labels(2, 20, 3));
    let settings = Settings {
        seed: 7,
        epochs: 2,
        batch: 6,
        schedule: Schedule::Epochs(vec![(1, 2), (1, -1)]),
    };
    let batches = Batches::new(&architecture, settings.clone(), x.view(), &y, 0).unwrap();
    let mut trainer = Trainer::new(Network::new(architecture, 1), settings, x.view(), &y).unwrap();
    let lessons: Vec<_> = batches.collect();
    assert_eq!(lessons.len(), 8);
    for (t, lesson) in lessons.iter().enumerate() {
        assert_eq!(trainer.next_batch().as_ref(), Some(lesson));
        assert_eq!((lesson.step, lesson.steps), (t as u32 + 1, 8));
        assert_eq!(lesson.epoch, t as u32 / 4);
        assert_eq!(lesson.ends_epoch, t % 4 == 3);
        assert_eq!(lesson.rate_log2, [2, -1][t / 4]);
        assert_eq!(lesson.labels.len(), if t % 4 == 3 { 2 } else { 6 });
        for (i, &sample) in lesson.samples.iter().enumerate() {
            assert_eq!(lesson.images.row(i), x.row(sample as usize));
            assert_eq!(lesson.labels[i], y[sample as usize]);
        }
    }
    for epoch in 0..2 {
        let lessons = lessons.iter().filter(|lesson| lesson.epoch == epoch);
        let samples: Vec<u32> = lessons.flat_map(|lesson| lesson.samples.clone()).collect();
        assert_eq!(samples, order(7, epoch, 20));
    }
    assert_eq!(trainer.next_batch(), None);
}
