import { entry } from './fault-entry.ts';

/** Faults of speakers and of what they say. Part of the catalogue. */
export const soundFaults = {
  'sound.busy': entry(
    'warn',
    'technician',
    'Kartu suara dipakai program lain, jadi pengumuman tidak terdengar: tutup program itu (`fuser -v /dev/snd/*` menyebutnya).',
    'Another program uses the sound card, so an announcement was not heard: close it (`fuser -v /dev/snd/*` names it).',
  ),
  'sound.card_out': entry(
    'error',
    'technician',
    'Kartu SD modul MP3 tidak ada atau tidak terbaca: pasang kembali, atau isi ulang dengan `loket voice build --card`.',
    'The SD card of the MP3 module is out or cannot be read: put it back, or write it anew with `loket voice build --card`.',
  ),
  'sound.failed': entry(
    'warn',
    'technician',
    'Pengumuman tidak terdengar sampai selesai; panggilan tetap berjalan. Periksa kartu suara dan kabelnya, lalu `loket test-device`.',
    'An announcement was not heard to its end; calls go on. Check the sound card and its cable, then `loket test-device`.',
  ),
  'sound.gaps': entry(
    'warn',
    'technician',
    'Suara terputus-putus: kurangi beban mesin ini, dan pasang kartu suara langsung tanpa hub USB.',
    'The sound has gaps: take load off this machine, and plug the sound card in without a USB hub.',
  ),
  'sound.stuck': entry(
    'warn',
    'technician',
    'Kartu suara tidak memutar sampai selesai dan dihentikan: cabut lalu pasang kartu suara itu.',
    'The sound card did not play to the end and was stopped: unplug the sound card and plug it in again.',
  ),
  'voice.clip_missing': entry(
    'warn',
    'technician',
    'Rekaman untuk pengumuman tidak ada, jadi pengumuman itu tidak diucapkan: jalankan `loket voice build`.',
    'A clip of an announcement is missing, so it was not said: run `loket voice build`.',
  ),
  'voice.clips_missing': entry(
    'warn',
    'technician',
    'Sebagian kata belum dapat disuarakan; pemanggilan tetap berjalan. Jalankan `loket voice build`, lalu `loket voice check`.',
    'Some words cannot be said; calls go on without them. Run `loket voice build`, then `loket voice check`.',
  ),
} as const;
