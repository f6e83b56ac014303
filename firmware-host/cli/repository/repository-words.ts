import type { Language } from '../../../config/site.ts';

export interface RepositoryWords {
  readonly needs: (program: string, debianPackage: string) => string;
  readonly busy: (folder: string) => string;
  readonly nothing: (folder: string) => string;
  readonly notOurs: (file: string, name: string) => string;
  readonly damaged: (file: string, why: string) => string;
  readonly otherBytes: (file: string) => string;
  readonly full: (folder: string) => string;
  readonly openKey: (file: string) => string;
  readonly notAKey: (file: string) => string;
  readonly lostKey: (folder: string, file: string) => string;
  readonly otherKey: (folder: string, file: string) => string;
  readonly keyMade: (file: string) => string;
  readonly adding: (name: string) => string;
  readonly indexing: string;
  readonly signing: string;
  readonly made: (folder: string) => string;
  readonly versions: (architecture: string, versions: string) => string;
  readonly siteFile: (folder: string, key: string) => string;
}

export const repositoryWords: Readonly<Record<Language, RepositoryWords>> = {
  id: {
    needs: (program, debianPackage) => `perlu program ${program}: sudo apt install ${debianPackage}`,
    busy: (folder) => `${folder} sedang dibuat oleh perintah lain: tunggu sampai selesai`,
    nothing: (folder) =>
      `belum ada paket untuk ${folder}: sebut berkasnya, misalnya loket_VERSI_arm64.deb, atau taruh di folder itu`,
    notOurs: (file, name) => `${file} berisi paket ${name}: tempat ini hanya untuk paket loket`,
    damaged: (file, why) => `${file} rusak atau baru tersalin sebagian, salin lagi: ${why}`,
    otherBytes: (file) =>
      `${file} sudah ada dengan isi lain: versi yang sudah diberikan tidak boleh berubah, beri paketnya nomor versi baru`,
    full: (folder) =>
      `ruang di ${folder} habis; yang lama tetap berlaku. Hapus paket lama di pool/, lalu ulangi`,
    openKey: (file) => `${file} dapat dibaca orang lain: chmod 600 ${file}`,
    notAKey: (file) => `${file} bukan kunci rahasia OpenPGP tanpa frasa sandi`,
    lostKey: (folder, file) =>
      `${folder} ditandatangani dengan kunci yang tidak ada di ${file}: pulihkan salinannya atau sebut tempatnya dengan --key. ` +
      'Kunci baru tidak dipercaya situs mana pun; bila memang itu maksudnya, hapus dahulu loket-repository.asc',
    otherKey: (folder, file) =>
      `${folder} ditandatangani dengan kunci lain dari ${file}: sebut yang benar dengan --key. ` +
      'Kunci lain tidak dipercaya situs mana pun; bila memang itu maksudnya, hapus dahulu loket-repository.asc',
    keyMade: (file) =>
      `Kunci baru: ${file}\n` +
      'Simpan salinannya di tempat aman: tanpa kunci itu situs tidak menerima versi baru dari sini, dan siapa pun yang memilikinya dapat memasang program di setiap situs.',
    adding: (name) => `Memeriksa dan menyalin ${name} ...`,
    indexing: 'Menghitung daftar paket ...',
    signing: 'Menandatangani ...',
    made: (folder) => `${folder} siap untuk apt.`,
    versions: (architecture, versions) => `  ${architecture}: ${versions}`,
    siteFile: (folder, key) =>
      `Pada setiap situs: salin ${key} ke folder berkas situs, tulis bagian ini, lalu sudo loket install BERKAS:\n` +
      `updates:\n  from: ${folder}    # atau alamatnya, https://...\n  key: loket-repository.asc`,
  },
  en: {
    needs: (program, debianPackage) => `the program ${program} is needed: sudo apt install ${debianPackage}`,
    busy: (folder) => `another command makes ${folder}: wait until it has ended`,
    nothing: (folder) =>
      `there is no package for ${folder} yet: name its file, such as loket_VERSION_arm64.deb, or put it into that folder`,
    notOurs: (file, name) => `${file} is the package ${name}: this place is for packages of loket only`,
    damaged: (file, why) => `${file} is damaged or was copied in part only, copy it again: ${why}`,
    otherBytes: (file) =>
      `${file} is there with other content: a version that was given out may not change, give the package a new version`,
    full: (folder) =>
      `there is no room left in ${folder}; what was there stays in force. Remove old packages from pool/, then repeat`,
    openKey: (file) => `${file} can be read by others: chmod 600 ${file}`,
    notAKey: (file) => `${file} is no secret OpenPGP key without a passphrase`,
    lostKey: (folder, file) =>
      `${folder} was signed with a key that is not at ${file}: put its copy back, or say with --key where it is. ` +
      'No site trusts a new key; if that is what you want, remove loket-repository.asc first',
    otherKey: (folder, file) =>
      `${folder} was signed with another key than ${file}: name the right one with --key. ` +
      'No site trusts another key; if that is what you want, remove loket-repository.asc first',
    keyMade: (file) =>
      `A new key: ${file}\n` +
      'Keep a copy of it in a safe place: without it sites take no new versions from here, and whoever has it can install programs at every site.',
    adding: (name) => `Checking and copying ${name} ...`,
    indexing: 'Making the list of packages ...',
    signing: 'Signing ...',
    made: (folder) => `${folder} is ready for apt.`,
    versions: (architecture, versions) => `  ${architecture}: ${versions}`,
    siteFile: (folder, key) =>
      `At every site: copy ${key} into the folder of the site file, write this part, then sudo loket install FILE:\n` +
      `updates:\n  from: ${folder}    # or its address, https://...\n  key: loket-repository.asc`,
  },
};
