use medreg_node::config::{ProviderConfig, RolesConfig};

use super::*;

fn signing(settings: &SigningConfig) -> (Signing, tempfile::TempDir) {
    let office = tempfile::tempdir().unwrap();
    (Signing::of_office(office.path(), settings).unwrap(), office)
}

#[test]
fn a_form_is_its_holders_at_this_site_alone() {
    let (site, _office) = signing(&SigningConfig::default());
    let (other, _folder) = signing(&SigningConfig::default());
    let (holder, stranger) = (Token::made().unwrap(), Token::made().unwrap());
    let form = site.form_token(&holder).unwrap();
    assert!(site.is_own_form(&holder, form.reveal()));
    assert!(!site.is_own_form(&stranger, form.reveal()));
    assert!(!other.is_own_form(&holder, form.reveal()));
    for given in ["", "x", "===="] {
        assert!(!site.is_own_form(&holder, given), "{given}");
    }
}

#[tokio::test]
async fn a_password_signs_in_and_a_long_one_is_not_even_hashed() {
    let (site, office) = signing(&SigningConfig::default());
    let password = account::Password::made().unwrap();
    let accounts = Accounts::of_office(office.path()).unwrap();
    accounts
        .add("aigul", crate::viewer::Role::Judge, &password)
        .unwrap();
    let here: IpAddr = "127.0.0.1".parse().unwrap();
    let given = |password: String| ("aigul".to_owned(), password);
    let tried = site.try_password(given(password.reveal().to_owned()), here);
    let Tried::SignedIn(token) = tried.await.unwrap() else {
        panic!("the password is right");
    };
    assert_eq!(site.who(&token).unwrap().account.as_ref(), "aigul");
    for _ in 0..10 {
        let long = "x".repeat(PASSWORD_BYTES_MAX + 1);
        let tried = site.try_password(given(long), here).await.unwrap();
        assert!(matches!(tried, Tried::Wrong), "it counts as no try");
    }
}

#[test]
fn a_secret_of_the_provider_that_cannot_be_read_is_told_at_the_start() {
    let office = tempfile::tempdir().unwrap();
    let settings = SigningConfig {
        address: Some("https://register.example".to_owned()),
        roles: RolesConfig::default(),
        provider: Some(ProviderConfig {
            issuer: "https://id.example".to_owned(),
            client_id: "medreg".to_owned(),
            client_secret_file: office.path().join("none"),
        }),
        ..SigningConfig::default()
    };
    let told = Signing::of_office(office.path(), &settings).unwrap_err();
    assert!(
        told.to_string().contains("oidc_client_secret_file"),
        "{told}"
    );
}
