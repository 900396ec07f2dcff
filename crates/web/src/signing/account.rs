//! The office's own accounts, for an office without a provider of identities: a name, a role,
//! and a hash that tells the password. There is none until somebody adds one.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use data_encoding::BASE32_NOPAD;
use medreg_node::secret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::viewer::Role;

/// The file below the office's folder.
pub const FILE: &str = "accounts.json";

/// Characters of a password somebody chose, at least (NIST SP 800-63B asks for 15 where
/// nothing else proves who it is).
const CHARACTERS_MIN: usize = 15;

/// Bytes of a password, by bound.
pub(super) const PASSWORD_BYTES_MAX: usize = 256;

/// Characters of a name, by bound.
pub(super) const NAME_CHARACTERS_MAX: usize = 32;

/// Random bytes of a password that is made: 120 bits, 24 letters and digits.
const MADE_BYTES: usize = 15;

/// Letters of a made password that are read together.
const MADE_GROUP: usize = 6;

/// Why accounts cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The file system refused.
    #[error("the accounts in {} cannot be read or written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file holds no accounts.
    #[error("{} does not hold accounts", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// A name that none can have.
    #[error(
        "an account's name has 1 to {NAME_CHARACTERS_MAX} small letters a to z, digits, `.`, `-` or `_`, and begins with a letter"
    )]
    Name,
    /// A password that is too easy to guess, or too long.
    #[error(
        "a password has at least {CHARACTERS_MIN} characters and at most {PASSWORD_BYTES_MAX} bytes"
    )]
    Password,
    /// There is such an account.
    #[error("there is an account `{0}` already; remove it first")]
    Taken(String),
    /// There is no such account.
    #[error("there is no account `{0}`")]
    Unknown(String),
    /// The machine has no random bytes, or no memory to hash a password.
    #[error("a password cannot be hashed: {0}")]
    Hash(String),
}

/// A new password.
pub struct Password(String);

impl Password {
    /// One that somebody chose.
    pub fn chosen(text: String) -> Result<Self, AccountError> {
        let is_long_enough = text.chars().count() >= CHARACTERS_MIN;
        if is_long_enough && text.len() <= PASSWORD_BYTES_MAX {
            Ok(Self(text))
        } else {
            Err(AccountError::Password)
        }
    }

    /// One that nobody can guess.
    pub fn made() -> Result<Self, AccountError> {
        let mut bytes = [0; MADE_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| AccountError::Hash(error.to_string()))?;
        let letters = BASE32_NOPAD.encode(&bytes).to_ascii_lowercase();
        let groups: Vec<&str> = (0..letters.len())
            .step_by(MADE_GROUP)
            .filter_map(|at| letters.get(at..(at + MADE_GROUP).min(letters.len())))
            .collect();
        Ok(Self(groups.join("-")))
    }

    /// The password itself, to be shown once to whom it is for.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> Result<String, AccountError> {
        // Argon2id with 19 MiB and two passes: the first choice of OWASP's cheat sheet.
        let hash = Argon2::default().hash_password(self.0.as_bytes());
        let hash = hash.map_err(|error| AccountError::Hash(error.to_string()))?;
        Ok(hash.to_string())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(..)")
    }
}

/// An account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The PHC string of its password.
    password: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Account");
        shown.field("name", &self.name).field("role", &self.role);
        shown.finish_non_exhaustive()
    }
}

impl Account {
    /// What changes with the role and with the password: a session that began with another one
    /// has ended.
    pub(super) fn stamp(&self) -> [u8; 32] {
        let role: &str = self.role.into();
        Sha256::digest(format!("{role} {}", self.password)).into()
    }
}

/// The accounts of an office, as its file has them now.
pub struct Accounts {
    path: PathBuf,
    /// What was read last, and of which file.
    read: Mutex<Option<(Stamp, Arc<[Account]>)>>,
    /// The hash that stands in for an unknown name's.
    nobody: String,
}

impl fmt::Debug for Accounts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Accounts");
        shown.field("path", &self.path).finish_non_exhaustive()
    }
}

/// What tells one file from the one that took its place.
type Stamp = (u64, i64, i64, u64);

impl Accounts {
    /// The accounts of the office in a folder.
    pub fn of_office(data: &Path) -> Result<Self, AccountError> {
        Ok(Self {
            path: data.join(FILE),
            read: Mutex::default(),
            nobody: Password::made()?.hash()?,
        })
    }

    /// Every account, by name.
    pub fn all(&self) -> Result<Arc<[Account]>, AccountError> {
        let stamp = match fs::metadata(&self.path) {
            Ok(file) => (file.ino(), file.mtime(), file.mtime_nsec(), file.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Arc::default()),
            Err(source) => return Err(self.io(source)),
        };
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, accounts)) = read.as_ref()
            && *of == stamp
        {
            return Ok(Arc::clone(accounts));
        }
        let text = fs::read(&self.path).map_err(|source| self.io(source))?;
        let accounts: Vec<Account> =
            serde_json::from_slice(&text).map_err(|source| AccountError::Malformed {
                path: self.path.clone(),
                source,
            })?;
        let accounts: Arc<[Account]> = accounts.into();
        *read = Some((stamp, Arc::clone(&accounts)));
        Ok(accounts)
    }

    /// The account of a name.
    pub(super) fn named(&self, name: &str) -> Result<Option<Account>, AccountError> {
        let all = self.all()?;
        Ok(all.iter().find(|account| account.name == name).cloned())
    }

    /// The account whose name and password these are. Takes as long for a name that nobody has.
    pub(super) fn check(
        &self,
        name: &str,
        password: &str,
    ) -> Result<Option<Account>, AccountError> {
        let account = self.named(name)?;
        let hash = account
            .as_ref()
            .map_or(&self.nobody, |account| &account.password);
        let hash =
            PasswordHash::new(hash).map_err(|error| AccountError::Hash(error.to_string()))?;
        let is_right = Argon2::default().verify_password(password.as_bytes(), &hash);
        Ok(account.filter(|_| is_right.is_ok()))
    }

    /// Adds an account.
    pub fn add(&self, name: &str, role: Role, password: &Password) -> Result<(), AccountError> {
        if !is_name(name) {
            return Err(AccountError::Name);
        }
        let password = password.hash()?;
        self.change(|accounts| {
            if accounts.iter().any(|account| account.name == name) {
                return Err(AccountError::Taken(name.to_owned()));
            }
            accounts.push(Account {
                name: name.to_owned(),
                role,
                password,
            });
            accounts.sort_by(|one, two| one.name.cmp(&two.name));
            Ok(())
        })
    }

    /// Removes an account; its sessions end with it.
    pub fn remove(&self, name: &str) -> Result<(), AccountError> {
        self.change(|accounts| {
            let before = accounts.len();
            accounts.retain(|account| account.name != name);
            if accounts.len() == before {
                return Err(AccountError::Unknown(name.to_owned()));
            }
            Ok(())
        })
    }

    /// Reads, changes and writes while nobody else does.
    fn change(
        &self,
        change: impl FnOnce(&mut Vec<Account>) -> Result<(), AccountError>,
    ) -> Result<(), AccountError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let folder = File::open(folder).map_err(|source| self.io(source))?;
        folder.lock().map_err(|source| self.io(source))?;
        let mut accounts = self.all()?.to_vec();
        change(&mut accounts)?;
        let text = serde_json::to_vec_pretty(&accounts).map_err(|source| {
            let path = self.path.clone();
            AccountError::Malformed { path, source }
        })?;
        secret::replace(&self.path, &text).map_err(|source| self.io(source))
    }

    fn io(&self, source: io::Error) -> AccountError {
        let path = self.path.clone();
        AccountError::Io { path, source }
    }
}

fn is_name(name: &str) -> bool {
    let is_known = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || [b'.', b'-', b'_'].contains(&byte)
    };
    name.len() <= NAME_CHARACTERS_MAX
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(is_known)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn password(text: &str) -> Password {
        Password::chosen(text.to_owned()).unwrap()
    }

    const RIGHT: &str = "correct horse battery";

    #[test]
    fn an_account_is_known_by_its_name_and_password_alone() {
        let office = tempfile::tempdir().unwrap();
        let accounts = Accounts::of_office(office.path()).unwrap();
        assert!(accounts.all().unwrap().is_empty());
        assert_eq!(accounts.check("aigul", RIGHT).unwrap(), None);
        accounts
            .add("aigul", Role::Auditor, &password(RIGHT))
            .unwrap();
        let found = accounts.check("aigul", RIGHT).unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.role), ("aigul", Role::Auditor));
        for (name, wrong) in [("aigul", "correct horse batterz"), ("Aigul", RIGHT)] {
            assert_eq!(accounts.check(name, wrong).unwrap(), None, "{name}");
        }
        let again = accounts.add("aigul", Role::Judge, &password(RIGHT));
        assert!(matches!(again, Err(AccountError::Taken(_))));
        accounts.remove("aigul").unwrap();
        assert_eq!(accounts.check("aigul", RIGHT).unwrap(), None);
        let gone = accounts.remove("aigul");
        assert!(matches!(gone, Err(AccountError::Unknown(_))));
    }

    #[test]
    fn the_file_is_its_owners_and_holds_no_password() {
        let office = tempfile::tempdir().unwrap();
        let accounts = Accounts::of_office(office.path()).unwrap();
        accounts
            .add("judge", Role::Judge, &password(RIGHT))
            .unwrap();
        let path = office.path().join(FILE);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "{text}");
        assert!(!text.contains(RIGHT));
        let shown = format!("{accounts:?} {:?}", accounts.all().unwrap());
        assert!(
            shown.contains("role: Judge") && !shown.contains("argon2"),
            "{shown}"
        );
    }

    #[test]
    fn weak_passwords_and_odd_names_are_refused() {
        let long = "x".repeat(PASSWORD_BYTES_MAX + 1);
        for weak in ["", "fourteen chars", &long] {
            let chosen = Password::chosen(weak.to_owned());
            assert!(matches!(chosen, Err(AccountError::Password)), "{weak}");
        }
        let office = tempfile::tempdir().unwrap();
        let accounts = Accounts::of_office(office.path()).unwrap();
        for odd in ["", "9a", "A", "a b", "a/b", "ә", &"a".repeat(33)] {
            let added = accounts.add(odd, Role::Judge, &password(RIGHT));
            assert!(matches!(added, Err(AccountError::Name)), "{odd}");
        }
    }

    #[test]
    fn made_passwords_differ_and_are_long_enough_to_be_chosen() {
        let (one, two) = (Password::made().unwrap(), Password::made().unwrap());
        assert_ne!(one.reveal(), two.reveal());
        assert_eq!(one.reveal().len(), 24 + 3);
        assert!(Password::chosen(one.reveal().to_owned()).is_ok());
        assert_eq!(format!("{one:?}"), "Password(..)");
    }

    #[test]
    fn a_stamp_changes_with_role_and_password() {
        let account = |role, password: &str| Account {
            name: "a".to_owned(),
            role,
            password: password.to_owned(),
        };
        let stamp = account(Role::Judge, "1").stamp();
        assert_eq!(stamp, account(Role::Judge, "1").stamp());
        assert_ne!(stamp, account(Role::Auditor, "1").stamp());
        assert_ne!(stamp, account(Role::Judge, "2").stamp());
    }
}
