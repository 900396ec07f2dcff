//! An office at work in a folder: opened, served until it is asked to stop.

use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use chrono::Days;
use medreg_log::{SigningKey, VerifierKey};
use medreg_node::config::FederalConfig;
use medreg_node::control;
use medreg_node::entropy::Entropy;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::service::{FederalHandle, FederalService, Intervals};
use medreg_node::federal::{Federal, OfficeKeys, Opening, federal_key_name};
use medreg_node::rekey::Rekey;
use medreg_node::secret;
use medreg_node::transport::FederalLink;
use medreg_projections::Opened;
use medreg_web::operators::{self, OfficeWatch, Watched};
use medreg_web::signing::Signing;
use medreg_web::site::{self, Clock, Showing, Site};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::demo::runtime;
use crate::exit::{Failure, chain};
use crate::output;

/// How often is looked whether figures are to be released.
const HOUR: Duration = Duration::from_hours(1);

pub(super) fn serve(config: &Path) -> Result<(), Failure> {
    let config = FederalConfig::load(config).map_err(|error| Failure::Usage(error.to_string()))?;
    let options = config.nats.clone().ok_or_else(|| {
        Failure::Usage("`nats` is missing: an office apart takes events from a broker; `medreg demo` needs none".to_owned())
    })?;
    let (federal, keyring) = open(&config.data)?;
    let signing = Signing::of_office(&config.data, &config.signing)?;
    runtime()?.block_on(async {
        let link = FederalLink::connect(&options)
            .await
            .map_err(|error| Failure::Unreachable(chain(&error)))?;
        let intervals = Intervals {
            checkpoint: config.checkpoint_interval,
            audit: Some(config.audit_interval),
        };
        let (service, office) = FederalService::new(federal, keyring, link, intervals);
        let (stop, stopped) = medreg_node::stop();
        let watching = answer_operators(config.admin, OfficeWatch(office.clone())).await?;
        let showing = Showing {
            clock: Clock::Machine,
            is_training: false,
            address: config.signing.address.clone(),
            requests: Some(config.rate_limit),
            proxy: config.proxy,
            signing: Some(signing),
        };
        if config.listen.is_some() {
            open_names(&office);
        }
        let mut releasing = JoinSet::new();
        releasing.spawn(release(office.clone(), config.release_after));
        let site = Site::new(office.clone(), showing);
        let showing = show_site(config.listen, site).await?;
        let mut running = tokio::spawn(service.run(stopped));
        let listening = control::serve(&config.data, office);
        tokio::pin!(watching);
        tokio::pin!(showing);
        tokio::pin!(listening);
        output::note(&format!(
            "serving {}; Ctrl-C stops cleanly",
            config.data.display()
        ));
        tokio::select! {
            ended = &mut running => {
                ended.map_err(|error| Failure::Bug(error.into()))??;
                return Ok(());
            }
            failed = &mut listening => failed?,
            failed = &mut watching => failed?,
            failed = &mut showing => failed?,
            () = asked_to_stop() => {}
        }
        stop.stop();
        running
            .await
            .map_err(|error| Failure::Bug(error.into()))??;
        Ok(())
    })
}

/// Opens the names of the register while the rest begins: whoever asked first would wait for all
/// of them.
fn open_names(office: &FederalHandle) {
    let queries = office.queries().clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = queries.catch_up() {
            tracing::error!(error = %error, "Could not open the names of the register: {error}");
        }
    });
}

/// Releases the figures of each quarter in time, and makes again what a restored office lacks.
async fn release(office: FederalHandle, after: Days) {
    let queries = office.queries().clone();
    let mended = tokio::task::spawn_blocking(move || queries.mend_releases());
    if let Ok(Err(error)) = mended.await {
        tracing::error!(error = %error, "Could not make the released tables again: {error}");
    }
    let mut ticks = tokio::time::interval_at(Instant::now() + HOUR, HOUR);
    loop {
        ticks.tick().await;
        let today = Clock::Machine.today();
        if let Err(error) = office.release_if_due(today, after).await {
            tracing::error!(error = %error, "Could not release the figures of the last quarter: {error}");
        }
    }
}

/// Answers operators at an address, for ever; says where.
pub(crate) async fn answer_operators(
    address: Option<SocketAddr>,
    watched: impl Watched,
) -> Result<impl Future<Output = std::io::Result<()>>, Failure> {
    let listener = listen(("admin", address), ("operators", "metrics")).await?;
    Ok(async {
        match listener {
            Some(listener) => operators::serve(listener, watched).await,
            None => std::future::pending().await,
        }
    })
}

/// Shows the site at an address, for ever; says where.
pub(crate) async fn show_site(
    address: Option<SocketAddr>,
    site: Site,
) -> Result<impl Future<Output = std::io::Result<()>>, Failure> {
    let listener = listen(("listen", address), ("site", "")).await?;
    Ok(async {
        match listener {
            Some(listener) => site::serve(listener, site).await,
            None => std::future::pending().await,
        }
    })
}

/// Listens at the address that a setting names, if it names one; says who is where.
async fn listen(
    (setting, address): (&str, Option<SocketAddr>),
    (who, path): (&str, &str),
) -> Result<Option<TcpListener>, Failure> {
    let Some(address) = address else {
        return Ok(None);
    };
    let listener = operators::listen(address).await.map_err(|error| {
        Failure::Unreachable(format!(
            "`{setting}` is {address}, which cannot be had: {error}"
        ))
    })?;
    output::note(&format!("{who}: http://{}/{path}", listener.local_addr()?));
    Ok(Some(listener))
}

/// Ctrl-C, or the signal a service manager stops with.
pub(crate) async fn asked_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

fn read(data: &Path, name: &str) -> Result<[u8; 32], Failure> {
    secret::read(&data.join(name)).map_err(|error| {
        Failure::NotFound(format!(
            "no office lies in {}: {}",
            data.display(),
            chain(&error)
        ))
    })
}

/// Opens the office in a folder.
pub(crate) fn open(data: &Path) -> Result<(Federal, Keyring), Failure> {
    let origin = std::fs::read_to_string(data.join("log.vkey"))
        .ok()
        .and_then(|text| text.trim().parse::<VerifierKey>().ok())
        .map(|key| key.name().to_owned())
        .ok_or_else(|| {
            Failure::NotFound(format!(
                "no office lies in {}: run `medreg federal init`",
                data.display()
            ))
        })?;
    let key = |name: &str, file: &str| {
        SigningKey::from_seed(name, &read(data, file)?)
            .map_err(|error| Failure::Usage(chain(&error)))
    };
    let keys = OfficeKeys {
        log: key(&origin, "log.key")?,
        federal: key(&federal_key_name(&origin), "federal.key")?,
    };
    let keyring = keyring(data)?;
    let mut ticker = output::Ticker::new("events caught up");
    let (mut federal, opening) = Federal::open(data, keys, Entropy::System, |position| {
        ticker.tick(position);
    })?;
    if let Some(next) = Rekey::of_office(data, &origin).next_key()? {
        federal.sign_also(next)?;
    }
    report(&opening);
    let destroyed = federal.destroy_erased(&keyring);
    destroyed.map_err(|error| Failure::Unreachable(chain(&error)))?;
    Ok((federal, keyring))
}

/// The data keys of the office in a folder.
pub(super) fn keyring(data: &Path) -> Result<Keyring, Failure> {
    let keyring = Keyring::open(&data.join("data-keys"), read(data, "wrap.key")?);
    keyring.map_err(|error| Failure::Unreachable(chain(&error)))
}

fn report(opening: &Opening) {
    if let Opened::SetAside { at, why } = &opening.views {
        output::note(&format!(
            "the views could not be read ({why}); they lie at {} now and were rebuilt from the history",
            at.display()
        ));
    }
    if opening.recovery.truncated > 0 {
        output::note(&format!(
            "a torn end of the history was cut off: {} file(s)",
            opening.recovery.truncated
        ));
    }
    if opening.caught_up > 0 {
        output::note(&format!(
            "the views caught up {} events from the history",
            opening.caught_up
        ));
    }
}
