//! A user of the broker: an nkey whose seed stays where it was made.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use nkeys::{KeyPair, KeyPairType};

/// The public key of a user, as the broker's configuration names it: `U…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserNkey(String);

/// A user's key cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum UserNkeyError {
    /// The text is no user's public key.
    #[error("`{0}` is not a user's public nkey, which begins with U and has 56 characters")]
    Malformed(String),
    /// The seed could not be made.
    #[error("the seed cannot be written down")]
    Seed,
    /// The file with the seed cannot be written.
    #[error("the nkey seed cannot be kept in `{}`", path.display())]
    Keep {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl UserNkey {
    /// Makes a user; the seed goes to a file that must not exist yet, for the owner alone.
    pub fn create(path: &Path) -> Result<Self, UserNkeyError> {
        let pair = KeyPair::new_user();
        let seed = pair.seed().map_err(|_| UserNkeyError::Seed)?;
        let keep = || {
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?;
            writeln!(file, "{seed}")?;
            file.sync_all()
        };
        keep().map_err(|source| UserNkeyError::Keep {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self(pair.public_key()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserNkey {
    type Err = UserNkeyError;

    fn from_str(text: &str) -> Result<Self, UserNkeyError> {
        match KeyPair::from_public_key(text) {
            Ok(pair) if pair.key_pair_type() == KeyPairType::User => Ok(Self(text.to_owned())),
            _ => Err(UserNkeyError::Malformed(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_made_once_and_known_by_its_public_key_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("court.nk");
        let user = UserNkey::create(&path).unwrap();
        assert_eq!(user.as_str().parse::<UserNkey>().unwrap(), user);
        let seed = std::fs::read_to_string(&path).unwrap();
        let pair = KeyPair::from_seed(seed.trim()).unwrap();
        assert_eq!(pair.public_key(), user.as_str());
        assert!(seed.trim().parse::<UserNkey>().is_err());
        let account = KeyPair::new_account().public_key();
        assert!(account.parse::<UserNkey>().is_err());
        assert!(UserNkey::create(&path).is_err(), "never written over");
    }
}
