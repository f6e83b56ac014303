/** Time zones of Indonesia, which has no summer time: hours ahead of UTC. */
const zones = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
} as const;

export type Zone = keyof typeof zones;

/** Hours that clocks of a zone are ahead of UTC. */
export const hoursAhead = (zone: Zone): number => zones[zone];

/**
 * Cities of each province, by the usual short names of the provinces, with latitude and longitude of the city's middle
 * to two decimals. The halls that are simulated there are invented.
 */
const jakarta = {
  kepri:
    'Batam 1.13 104.05, Tanjungpinang 0.92 104.45, Bintan 1.08 104.48, Karimun 1.04 103.36, Natuna 3.94 108.38, Lingga -0.20 104.61',
  aceh: 'Banda Aceh 5.55 95.32, Sabang 5.89 95.32, Lhokseumawe 5.18 97.15, Langsa 4.47 97.97, Meulaboh 4.14 96.13, Takengon 4.63 96.84',
  sumut:
    'Medan 3.59 98.67, Binjai 3.60 98.49, Pematangsiantar 2.96 99.06, Tebing Tinggi 3.33 99.16, Sibolga 1.74 98.78, Padangsidimpuan 1.38 99.27, Gunungsitoli 1.29 97.61, Kisaran 2.98 99.63',
  sumbar:
    'Padang -0.95 100.35, Bukittinggi -0.31 100.37, Payakumbuh -0.22 100.63, Solok -0.79 100.66, Pariaman -0.63 100.12, Sawahlunto -0.68 100.78',
  riau: 'Pekanbaru 0.51 101.45, Dumai 1.67 101.44, Bengkalis 1.47 102.11, Bangkinang 0.34 101.03, Rengat -0.37 102.54',
  jambi: 'Jambi -1.61 103.61, Sungai Penuh -2.06 101.39, Muara Bungo -1.48 102.12, Sarolangun -2.30 102.65',
  sumsel:
    'Palembang -2.98 104.76, Prabumulih -3.43 104.23, Lubuklinggau -3.29 102.86, Pagar Alam -4.02 103.25, Baturaja -4.13 104.17, Sekayu -2.87 103.84',
  babel:
    'Pangkalpinang -2.13 106.11, Tanjungpandan -2.74 107.63, Sungailiat -1.87 106.12, Muntok -2.07 105.16',
  bengkulu: 'Bengkulu -3.79 102.26, Curup -3.47 102.52, Manna -4.47 102.90, Arga Makmur -3.43 102.19',
  lampung:
    'Bandar Lampung -5.40 105.27, Metro -5.11 105.31, Kotabumi -4.83 104.89, Liwa -5.03 104.06, Kalianda -5.74 105.59',
  banten:
    'Serang -6.12 106.15, Cilegon -6.02 106.05, Tangerang -6.18 106.63, Pandeglang -6.31 106.11, Rangkasbitung -6.36 106.25',
  dki: 'Jakarta Pusat -6.18 106.83, Jakarta Barat -6.17 106.76, Jakarta Timur -6.23 106.90, Jakarta Selatan -6.26 106.81, Jakarta Utara -6.14 106.86',
  jabar:
    'Bandung -6.91 107.61, Bogor -6.60 106.80, Bekasi -6.24 106.99, Depok -6.40 106.82, Cirebon -6.73 108.55, Sukabumi -6.92 106.93, Tasikmalaya -7.33 108.22, Cimahi -6.87 107.54, Banjar -7.37 108.54, Garut -7.21 107.90, Karawang -6.32 107.34, Sumedang -6.86 107.92, Indramayu -6.33 108.32, Subang -6.57 107.76, Cianjur -6.82 107.14',
  jateng:
    'Semarang -6.99 110.42, Solo -7.57 110.83, Magelang -7.47 110.22, Pekalongan -6.89 109.68, Salatiga -7.33 110.51, Tegal -6.87 109.14, Purwokerto -7.42 109.24, Kudus -6.80 110.84, Cilacap -7.73 109.01, Kebumen -7.67 109.65, Klaten -7.71 110.61, Jepara -6.59 110.67, Wonogiri -7.81 110.93, Batang -6.91 109.73',
  diy: 'Yogyakarta -7.80 110.36, Sleman -7.72 110.36, Bantul -7.89 110.33, Wonosari -7.97 110.60, Wates -7.86 110.16',
  jatim:
    'Surabaya -7.26 112.75, Malang -7.98 112.63, Sidoarjo -7.45 112.72, Banyuwangi -8.22 114.37, Kediri -7.82 112.01, Madiun -7.63 111.52, Probolinggo -7.75 113.22, Pasuruan -7.65 112.91, Blitar -8.10 112.16, Mojokerto -7.47 112.43, Jember -8.17 113.70, Gresik -7.16 112.65, Tuban -6.90 112.06, Bojonegoro -7.15 111.88, Ponorogo -7.87 111.46, Pamekasan -7.16 113.48',
  kalbar:
    'Pontianak -0.03 109.33, Singkawang 0.91 108.99, Sintang 0.07 111.49, Ketapang -1.85 109.97, Sambas 1.36 109.30',
  kalteng:
    'Palangka Raya -2.21 113.92, Sampit -2.53 112.95, Pangkalan Bun -2.68 111.62, Muara Teweh -0.95 114.89',
} as const;

const makassar = {
  kalsel:
    'Banjarmasin -3.32 114.59, Banjarbaru -3.44 114.83, Kotabaru -3.24 116.22, Martapura -3.41 114.85, Amuntai -2.42 115.25',
  kaltim:
    'Samarinda -0.50 117.15, Balikpapan -1.27 116.83, Bontang 0.13 117.48, Tenggarong -0.41 116.98, Tanjung Redeb 2.15 117.49',
  kaltara: 'Tarakan 3.30 117.63, Tanjung Selor 2.84 117.37, Nunukan 4.14 117.67, Malinau 3.59 116.63',
  bali: 'Denpasar -8.66 115.22, Badung -8.58 115.18, Gianyar -8.54 115.33, Singaraja -8.11 115.09, Tabanan -8.54 115.13, Amlapura -8.45 115.61, Negara -8.36 114.62',
  ntb: 'Mataram -8.58 116.12, Bima -8.46 118.73, Sumbawa Besar -8.50 117.42, Praya -8.71 116.27, Selong -8.65 116.53',
  ntt: 'Kupang -10.18 123.61, Ende -8.84 121.65, Maumere -8.62 122.21, Labuan Bajo -8.49 119.88, Waingapu -9.66 120.26, Atambua -9.11 124.89',
  sulut:
    'Manado 1.49 124.84, Bitung 1.44 125.18, Tomohon 1.33 124.84, Kotamobagu 0.72 124.32, Tahuna 3.61 125.50',
  gorontalo: 'Gorontalo 0.54 123.06, Limboto 0.63 122.98, Marisa 0.46 121.94, Tilamuta 0.51 122.34',
  sulteng: 'Palu -0.90 119.87, Poso -1.40 120.75, Luwuk -0.95 122.79, Toli-Toli 1.04 120.82',
  sulbar: 'Mamuju -2.68 118.89, Majene -3.54 118.97, Polewali -3.43 119.34, Mamasa -2.94 119.37',
  sulsel:
    'Makassar -5.15 119.43, Parepare -4.01 119.63, Palopo -2.99 120.20, Maros -5.01 119.57, Watampone -4.54 120.33, Bulukumba -5.55 120.20, Sengkang -4.14 120.03, Rantepao -2.97 119.90',
  sultra: 'Kendari -3.97 122.51, Baubau -5.46 122.60, Kolaka -4.05 121.60, Raha -4.84 122.72',
} as const;

const jayapura = {
  maluku: 'Ambon -3.70 128.18, Tual -5.63 132.75, Masohi -3.30 128.95, Saumlaki -7.98 131.31',
  malut: 'Ternate 0.79 127.38, Sofifi 0.74 127.56, Tobelo 1.73 128.01, Labuha -0.63 127.48',
  papua: 'Jayapura -2.53 140.72, Sentani -2.57 140.51, Biak -1.18 136.08, Serui -1.88 136.24',
  'papua-barat': 'Manokwari -0.86 134.06, Fakfak -2.93 132.30, Kaimana -3.66 133.77',
  'papua-barat-daya': 'Sorong -0.88 131.26, Waisai -0.43 130.82, Teminabuan -1.44 132.02',
  'papua-tengah': 'Nabire -3.37 135.50, Timika -4.55 136.89, Enarotali -3.93 136.37',
  'papua-pegunungan': 'Wamena -4.10 138.95, Oksibil -4.91 140.63, Dekai -4.85 139.48',
  'papua-selatan': 'Merauke -8.49 140.40, Tanah Merah -6.10 140.30, Agats -5.54 138.13',
} as const;

/** A province as site files name it in `site.region`. */
interface Province {
  readonly region: string;
  readonly zone: Zone;
  /** `Name latitude longitude`, by commas. */
  readonly cities: string;
}

const of = (zone: Zone, provinces: Readonly<Record<string, string>>): readonly Province[] =>
  Object.entries(provinces).map(([region, cities]) => ({ region, zone, cities }));

export const provinces: readonly Province[] = [
  ...of('Asia/Jakarta', jakarta),
  ...of('Asia/Makassar', makassar),
  ...of('Asia/Jayapura', jayapura),
];
