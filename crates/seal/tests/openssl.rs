//! Cross-checks with the `openssl` command: two independent implementations must agree.
//!
//! Where the command is missing or was built without the national algorithms, the tests say so
//! and pass; the machines of the project have it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "the shared steps of these tests may fail and may say why a check was not made"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use seal::{PublicKey, Signature, Signer, SoftwareSigner, Verifier, sm3};

const IDENTIFIER: &str = "distid:1234567812345678";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("seal-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn openssl(arguments: &[&str]) -> Option<Output> {
    Command::new("openssl").args(arguments).output().ok()
}

fn has_openssl() -> bool {
    let found = openssl(&["list", "-public-key-algorithms"])
        .is_some_and(|output| String::from_utf8_lossy(&output.stdout).contains("SM2"));
    if !found {
        println!("openssl with SM2 is not here; the cross-check was not made");
    }
    found
}

fn key() -> SoftwareSigner {
    SoftwareSigner::from_random("test", sm3(b"cross-check").as_bytes()).unwrap()
}

fn verifies(public: &str, signature: &str, message: &str) -> bool {
    openssl(&[
        "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", IDENTIFIER, "-pubin",
        "-inkey", public, "-sigfile", signature, "-in", message,
    ])
    .is_some_and(|output| output.status.success())
}

#[test]
fn openssl_accepts_our_signature_and_refuses_a_changed_message() {
    if !has_openssl() {
        return;
    }
    let folder = Folder::new("ours");
    let signer = key();
    let text = "受理通知书 第1号".as_bytes();
    let signature = signer.sign(text).unwrap();
    let public = folder.write("public.pem", signer.public_key_pem().unwrap().as_bytes());
    let message = folder.write("message", text);
    let changed = folder.write("changed", "受理通知书 第2号".as_bytes());
    let der = folder.write("signature", &signature.to_der());
    assert!(verifies(&public, &der, &message));
    assert!(!verifies(&public, &der, &changed));
}

#[test]
fn we_accept_what_openssl_signed_with_our_key_file() {
    if !has_openssl() {
        return;
    }
    let folder = Folder::new("theirs");
    let signer = key();
    let private = folder.write("private.pem", signer.to_pkcs8_pem().unwrap().as_bytes());
    let message = folder.write("message", b"checkpoint");
    let out = folder.path("signature");
    let output = openssl(&[
        "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", IDENTIFIER, "-inkey", &private,
        "-in", &message, "-out", &out,
    ])
    .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let signature = Signature::from_der(&fs::read(Path::new(&out)).unwrap()).unwrap();
    assert_eq!(signer.public_key().verify(b"checkpoint", &signature), Ok(()));
    assert!(signer.public_key().verify(b"checkpoinT", &signature).is_err());
}

#[test]
fn keys_made_by_openssl_can_be_read() {
    if !has_openssl() {
        return;
    }
    let made = openssl(&["genpkey", "-algorithm", "SM2"]).unwrap();
    let pem = String::from_utf8(made.stdout).unwrap();
    let signer = SoftwareSigner::from_pkcs8_pem("made elsewhere", &pem).unwrap();
    let folder = Folder::new("made");
    let private = folder.write("private.pem", pem.as_bytes());
    let public = openssl(&["pkey", "-in", &private, "-pubout"]).unwrap();
    let public = PublicKey::from_pem(&String::from_utf8(public.stdout).unwrap()).unwrap();
    assert_eq!(public, signer.public_key());
}

#[test]
fn digests_are_the_same() {
    if !has_openssl() {
        return;
    }
    let folder = Folder::new("digest");
    for text in ["", "abc", "望溪县政务服务"] {
        let file = folder.write("message", text.as_bytes());
        let output = openssl(&["dgst", "-sm3", "-r", &file]).unwrap();
        let line = String::from_utf8(output.stdout).unwrap();
        assert!(line.starts_with(&sm3(text.as_bytes()).to_hex()), "{line}");
    }
}
