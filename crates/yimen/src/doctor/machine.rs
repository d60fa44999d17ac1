//! What stands around the data: address, keys, disk, fonts.

use super::Finding;
use house::config::Settings;
use house::keys::{self, Found};
use kit::Phrase;
use kit::clock::SystemRandomness;
use kit::hall::{Proxy, Transport};
use std::path::{Path, PathBuf};

/// Below this the house may soon be unable to write.
const FREE_MIB_LOW: u64 = 2_048;
/// Below this it is a matter of hours.
const FREE_MIB_NONE: u64 = 200;

pub(super) fn county(settings: &Settings) -> Finding {
    let subject = Phrase::of("县", "county");
    match &settings.county {
        Some(county) => Finding::good(
            subject,
            Phrase::new(
                format!("{}（{}）", county.name, county.code),
                format!("{} ({})", county.name_english, county.code),
            ),
        ),
        None => Finding::bad(
            subject,
            Phrase::of("配置中没有写明所服务的县", "the configuration names no county"),
            Phrase::of(
                "在 yimen.toml 中写上 [county] 的 code 和 name",
                "write code and name under [county] in yimen.toml",
            ),
        ),
    }
}

pub(super) fn address(settings: &Settings) -> Vec<Finding> {
    let subject = || Phrase::of("网址", "address");
    let url = &settings.public_url;
    let is_local = url.contains("127.0.0.1") || url.contains("localhost") || url.contains("[::1]");
    let mut findings = Vec::new();
    if !settings.listen.ip().is_loopback() && (is_local || url.contains("0.0.0.0")) {
        findings.push(Finding::warning(
            subject(),
            Phrase::new(
                format!("监听 {}，但对外网址是 {url}", settings.listen),
                format!("listens on {}, but the public address is {url}", settings.listen),
            ),
            Phrase::of(
                "用 --public-url 写明群众访问的网址，二维码和链接才能打开",
                "name the address that residents use with --public-url, or QR codes lead nowhere",
            ),
        ));
    }
    if settings.transport == Transport::Plain && url.starts_with("https://") {
        findings.push(Finding::warning(
            subject(),
            Phrase::of(
                "对外是 https，但 Cookie 未限定加密传输",
                "https, but cookies are not secure",
            ),
            Phrase::of("去掉 --plain，或改用 --secure", "leave --plain out, or give --secure"),
        ));
    }
    if settings.transport == Transport::Secure && url.starts_with("http://") {
        findings.push(Finding::bad(
            subject(),
            Phrase::of(
                "限定加密 Cookie，但对外网址是 http",
                "secure cookies, but the address is http",
            ),
            Phrase::of(
                "浏览器不会保存登录状态：对外网址改为 https，或使用 --plain",
                "nobody could stay signed in: use an https address, or --plain",
            ),
        ));
    }
    if settings.transport == Transport::Secure && settings.proxy == Proxy::None {
        findings.push(Finding::warning(
            subject(),
            Phrase::of(
                "经 TLS 访问但未声明可信代理",
                "TLS in front, but no trusted proxy is named",
            ),
            Phrase::of(
                "如前面有反向代理，请加 --trusted-proxy，否则限速会把所有人算作一个地址",
                "with a reverse proxy give --trusted-proxy, or all visitors share one rate limit",
            ),
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::good(subject(), Phrase::new(url.clone(), url.clone())));
    }
    findings
}

pub(super) fn keys(settings: &Settings) -> Vec<Finding> {
    let subject = || Phrase::of("密钥", "keys");
    let directory = keys::directory(&settings.data_directory);
    let shown = directory.display().to_string();
    match keys::find(&settings.data_directory, &SystemRandomness) {
        Err(error) => {
            let seen = format!("{error:#}");
            vec![Finding::bad(
                subject(),
                Phrase::new(seen.clone(), seen),
                Phrase::of("从保管处放回密钥文件", "put the key files back from safe-keeping"),
            )]
        }
        Ok(Found::Drawn(_)) => vec![Finding::warning(
            subject(),
            Phrase::new(format!("{shown} 中还没有密钥"), format!("no keys in {shown} yet")),
            Phrase::of(
                "首次启动时会生成；生成后请另存一份并锁好",
                "they are made at the first start; then lock a copy away",
            ),
        )],
        Ok(Found::Kept(_)) => {
            let open: Vec<PathBuf> = [keys::RING_NAME, keys::SIGNING_NAME]
                .into_iter()
                .map(|name| directory.join(name))
                .filter(|path| keys::is_open_to_others(path).unwrap_or(true))
                .collect();
            if open.is_empty() {
                return vec![Finding::good(subject(), Phrase::new(shown.clone(), shown))];
            }
            open.iter().map(|path| open_key(path)).collect()
        }
    }
}

fn open_key(path: &Path) -> Finding {
    let shown = path.display();
    Finding::bad(
        Phrase::of("密钥", "keys"),
        Phrase::new(format!("{shown} 其他用户可以读取"), format!("others can read {shown}")),
        Phrase::new(format!("执行 chmod 600 {shown}"), format!("run: chmod 600 {shown}")),
    )
}

pub(super) fn disk(settings: &Settings) -> Finding {
    let subject = Phrase::of("磁盘", "disk");
    let mut place: &Path = &settings.data_directory;
    // Before the first start the directory is not there yet; its disk is that of its parent.
    while !place.exists() {
        place = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
    }
    let Ok(state) = rustix::fs::statvfs(place) else {
        return Finding::warning(
            subject,
            Phrase::of("无法读取剩余空间", "free space cannot be read"),
            Phrase::of("请检查数据目录", "look at the data directory"),
        );
    };
    let free_mib = state.f_bavail.saturating_mul(state.f_frsize) / (1024 * 1024);
    let seen = Phrase::new(format!("剩余 {free_mib} MiB"), format!("{free_mib} MiB free"));
    let advice = Phrase::of("清理磁盘或扩容", "free some space or add a disk");
    match free_mib {
        0..FREE_MIB_NONE => Finding::bad(subject, seen, advice),
        FREE_MIB_NONE..FREE_MIB_LOW => Finding::warning(subject, seen, advice),
        _ => Finding::good(subject, seen),
    }
}

/// Whether files that are handed in are checked for viruses.
pub(super) fn file_scan(settings: &Settings) -> Finding {
    let subject = Phrase::of("材料病毒检查", "virus check of papers");
    let Some(program) = settings.file_scan.command.first() else {
        return Finding::warning(
            subject,
            Phrase::of("没有设置，上传的材料不做检查", "none is set; papers are not checked"),
            Phrase::of(
                "在 yimen.toml 写上 [files] scan = [\"clamdscan\", \"--no-summary\"]",
                "write [files] scan = [\"clamdscan\", \"--no-summary\"] into yimen.toml",
            ),
        );
    };
    let nothing = settings.data_directory.join("yimen.toml");
    let probe = if nothing.is_file() { nothing } else { PathBuf::from("/dev/null") };
    if kit::files::scanned(&settings.file_scan, &probe).is_ok() {
        return Finding::good(subject, Phrase::new(program.clone(), program.clone()));
    }
    Finding::bad(
        subject,
        Phrase::new(format!("{program} 不能用"), format!("{program} does not work")),
        Phrase::of(
            "检查命令和服务是否可用；检查不了的材料一律不收",
            "see that the command and its service run; what cannot be checked is not taken",
        ),
    )
}

/// Folders where systems keep their fonts.
const FONT_FOLDERS: [&str; 4] =
    ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
/// Parts of file names of fonts with Chinese letters.
const CHINESE_FONTS: [&str; 12] = [
    "notosanscjk",
    "notoserifcjk",
    "notosanssc",
    "notoserifsc",
    "sourcehan",
    "wqy",
    "lxgw",
    "pingfang",
    "msyh",
    "simsun",
    "simfang",
    "fandol",
];

pub(super) fn fonts() -> Finding {
    let subject = Phrase::of("中文字体", "Chinese fonts");
    let mut waiting: Vec<PathBuf> = FONT_FOLDERS.iter().map(PathBuf::from).collect();
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            if path.is_dir() {
                waiting.push(path);
            } else if CHINESE_FONTS.iter().any(|font| name.contains(font)) {
                let shown = path.display().to_string();
                return Finding::good(subject, Phrase::new(shown.clone(), shown));
            }
        }
    }
    Finding::warning(
        subject,
        Phrase::of("本机没有找到中文字体", "no font with Chinese letters on this machine"),
        Phrase::of(
            "自助终端和大屏如在本机显示，请安装字体，例如 apt install fonts-noto-cjk",
            "if a kiosk or screen runs here, install one: apt install fonts-noto-cjk",
        ),
    )
}
