//! A way to ask tasks to stop: one switch, many who listen.

use tokio::sync::watch;

/// Asks everybody who listens to stop.
#[derive(Debug)]
pub struct StopSwitch(watch::Sender<bool>);

/// Hears when to stop; clones hear the same.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// A switch and its listener.
pub fn stop() -> (StopSwitch, Stop) {
    let (sender, receiver) = watch::channel(false);
    (StopSwitch(sender), Stop(receiver))
}

impl StopSwitch {
    /// Asks to stop.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits until asked to stop, or until nobody can ask any more.
    pub async fn asked(&mut self) {
        // What the wait gives back borrows the channel; nobody needs it.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}
