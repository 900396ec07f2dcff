//! The address of who asks: a host, or the network of one.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// Who asks. Behind a proxy it is who the proxy says it was asked by, last of all; nobody else
/// is believed.
pub(crate) fn asker(peer: SocketAddr, headers: &HeaderMap, proxy: Option<IpAddr>) -> IpAddr {
    let peer = peer.ip().to_canonical();
    let forwarded = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?;
        last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    };
    let told = (proxy == Some(peer)).then(forwarded).flatten();
    network(told.unwrap_or(peer))
}

/// Whoever has a host has its whole network of the newer addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(proxy: Option<&str>, peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        let proxy = proxy.map(|proxy| proxy.parse().unwrap());
        asker(peer.parse().unwrap(), &headers, proxy).to_string()
    }

    #[test]
    fn the_proxy_alone_is_believed_about_who_asks() {
        let behind = Some("127.0.0.1");
        let told = ["203.0.113.9, 198.51.100.7"];
        assert_eq!(asked(behind, "127.0.0.1:9", &told), "198.51.100.7");
        assert_eq!(asked(behind, "192.0.2.1:9", &told), "192.0.2.1");
        assert_eq!(asked(behind, "127.0.0.1:9", &["nonsense"]), "127.0.0.1");
        assert_eq!(asked(None, "127.0.0.1:9", &told), "127.0.0.1");
    }

    #[test]
    fn a_network_of_the_newer_addresses_is_one_asker() {
        let one = asked(None, "[2001:db8:1:2:3::4]:9", &[]);
        assert_eq!(one, "2001:db8:1:2::");
        assert_eq!(one, asked(None, "[2001:db8:1:2:ffff::1]:9", &[]));
        assert_ne!(one, asked(None, "[2001:db8:1:3::1]:9", &[]));
        assert_eq!(asked(None, "[::ffff:192.0.2.1]:9", &[]), "192.0.2.1");
    }
}
