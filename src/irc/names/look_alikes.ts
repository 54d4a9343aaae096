/**
 * The letters, digits and signs that look like those of ASCII, by what they look like: "а" of Cyrillic like "a" of
 * Latin. Chosen from the data of UTS 39 (confusables.txt, copyright Unicode, Inc.) for the scripts that names are
 * faked with; letters that look like a capital in small stand with it, since its case makes no difference.
 *
 * What is like "l" is like "1", "I" and "|" as well, and what is like "o" is like "0".
 *
 * @see UTS 39, section 4, "Confusable Detection"
 */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "'": "`´ʹʻʼʽʾˈˊˋ˴΄՚՝᾽᾿῾‘’‛′‵ꞌ",
  "-": "˗‐‑‒–⁃Ⲻ",
  2: "ƧϨꙄꝚ",
  3: "ƷȜЗӠⳌꝪꞫ",
  4: "Ꮞ",
  5: "Ƽ",
  6: "бᏮⳒ",
  8: "Ȣȣ",
  9: "ⳊꝮ",
  "^": "˄ˆ",
  a: "ɑΑαАаᎪᴀꓮ",
  ae: "ÆæӔӕ",
  b: "ƄʙΒВЬвᏏᏴℬꓐꞴ",
  bl: "Ы",
  c: "ϲϹСсᏟᴄℂℭⅭⅽⲤⲥꓚꮯ",
  d: "ԁᎠᏧᴅⅅⅆⅮⅾꓒꓓ",
  dz: "Ǳǲǳʣ",
  e: "ΕЕеҽᎬᴇ℮ℯℰⅇꓰꬲ",
  f: "ſϜքẝℱꓝꜰꞘꞙꬵ",
  ff: "ﬀ",
  ffi: "ﬃ",
  ffl: "ﬄ",
  fi: "ﬁ",
  fl: "ﬂ",
  g: "ƍɡɢԌցᏀᏳℊꓖ",
  h: "ʜΗНнһհᎻᏂℋℌℍℎⲎꓧ",
  i: "ıɩɪ˛ͺιіӏᎥℹⅈⅰꙇꭵ",
  ij: "ĳ",
  j: "ͿϳЈјᎫᴊⅉꓙꞲ",
  k: "ĸΚκКкᏦᴋⲔꓗ",
  l: "1I|ƖǀʟΙІӀᏞℐℑℒℓⅠⅬⅼⲒⳐꓡꓲ",
  lj: "ĲǇǈǉ",
  ll: "ǁ‖",
  lo: "Ю",
  ls: "ʪ",
  lz: "ʫ",
  m: "ΜϺМмᎷᴍℳⅯⅿⲘꓟ",
  n: "ɴΝոռℕⲚꓠ",
  nj: "Ǌǋǌ",
  o: "0ΟοσОоՕօᴏᴑℴⲞⲟꓳꬽ",
  oe: "Œœ",
  p: "ΡρϱРрᏢᴘℙⲢⲣꓑ",
  q: "ԛգզℚ",
  r: "ƦʀгᎡᏒᴦℛℜℝⲅꓣꭇꭈꮁ",
  s: "ƽЅѕՏᏕᏚꓢꜱꮪ",
  st: "ﬆ",
  t: "ΤτТтᎢᴛⲦꓔ",
  ts: "ʦ",
  u: "ʋυՍսᴜꓴꞟꭎꭒ",
  ue: "ᵫ",
  v: "νѴѵᏙᴠⅤⅴꓦꮩ",
  w: "ɯѡԜԝաᎳᏔᴡꓪꮃ",
  x: "×ΧХхⅩⅹⲬꓫꞳ",
  y: "ɣʏΥγϒУуҮүᎩᎽỿℽⲨꓬꭚ",
  z: "ΖᏃᴢℤℨꓜꮓ",
  "~": "˜῀⁓",
};

/**
 * The letters of Latin, Greek and Cyrillic that are made of another one and a mark, by the mark: each before the
 * letter it is made of. Written out, because engines have the tables of different versions of Unicode.
 */
export const MARKED_LETTERS: Readonly<Record<string, string>> = {
  "\u0300": "ÀAÈEÌIÒOÙUàaèeìiòoùuǛÜǜüǸNǹnЀЕЍИѐеѝиḔĒḕēṐŌṑōẀWẁwẦÂầâẰĂằăỀÊềê" +
    "ỒÔồôỜƠờơỪƯừưỲYỳyἂἀἃἁἊἈἋἉἒἐἓἑἚἘἛἙἢἠἣἡἪἨἫἩἲἰἳἱἺἸἻἹὂὀὃὁὊὈὋὉὒὐὓὑ" +
    "ὛὙὢὠὣὡὪὨὫὩὰαὲεὴηὶιὸοὺυὼωᾺΑῈΕῊΗ῍᾿ῒϊῚΙ῝῾ῢϋῪΥ῭¨ῸΟῺΩ",
  "\u0301": "ÁAÉEÍIÓOÚUÝYáaéeíióoúuýyĆCćcĹLĺlŃNńnŔRŕrŚSśsŹZźzǗÜǘüǴGǵgǺÅǻå" +
    "ǼÆǽæǾØǿø΅¨ΆΑΈΕΉΗΊΙΌΟΎΥΏΩΐϊάαέεήηίιΰϋόούυώωϓϒЃГЌКѓгќкḈÇḉçḖĒḗē" +
    "ḮÏḯïḰKḱkḾMḿmṌÕṍõṒŌṓōṔPṕpṸŨṹũẂWẃwẤÂấâẮĂắăẾÊếêỐÔốôỚƠớơỨƯứưἄἀἅἁ" +
    "ἌἈἍἉἔἐἕἑἜἘἝἙἤἠἥἡἬἨἭἩἴἰἵἱἼἸἽἹὄὀὅὁὌὈὍὉὔὐὕὑὝὙὤὠὥὡὬὨὭὩ῎᾿῞῾",
  "\u0302": "ÂAÊEÎIÔOÛUâaêeîiôoûuĈCĉcĜGĝgĤHĥhĴJĵjŜSŝsŴWŵwŶYŷyẐZẑzẬẠậạỆẸệẹ" +
    "ỘỌộọ",
  "\u0303": "ÃAÑNÕOãañnõoĨIĩiŨUũuṼVṽvẪÂẫâẴĂẵăẼEẽeỄÊễêỖÔỗôỠƠỡơỮƯữưỸYỹy",
  "\u0304": "ĀAāaĒEēeĪIīiŌOōoŪUūuǕÜǖüǞÄǟäǠȦǡȧǢÆǣæǬǪǭǫȪÖȫöȬÕȭõȰȮȱȯȲYȳyӢИӣи" +
    "ӮУӯуḠGḡgḸḶḹḷṜṚṝṛᾱαᾹΑῑιῙΙῡυῩΥ",
  "\u0306": "ĂAăaĔEĕeĞGğgĬIĭiŎOŏoŬUŭuЎУЙИйиўуӁЖӂжӐАӑаӖЕӗеḜȨḝȩẶẠặạᾰαᾸΑῐιῘΙ" +
    "ῠυῨΥ",
  "\u0307": "ĊCċcĖEėeĠGġgİIŻZżzȦAȧaȮOȯoḂBḃbḊDḋdḞFḟfḢHḣhṀMṁmṄNṅnṖPṗpṘRṙrṠS" +
    "ṡsṤŚṥśṦŠṧšṨṢṩṣṪTṫtẆWẇwẊXẋxẎYẏyẛſ",
  "\u0308": "ÄAËEÏIÖOÜUäaëeïiöoüuÿyŸYΪΙΫΥϊιϋυϔϒЁЕЇІёеїіӒАӓаӚӘӛәӜЖӝжӞЗӟзӤИ" +
    "ӥиӦОӧоӪӨӫөӬЭӭэӰУӱуӴЧӵчӸЫӹыḦHḧhṎÕṏõṺŪṻūẄWẅwẌXẍxẗt",
  "\u0309": "ẢAảaẨÂẩâẲĂẳăẺEẻeỂÊểêỈIỉiỎOỏoỔÔổôỞƠởơỦUủuỬƯửưỶYỷy",
  "\u030a": "ÅAåaŮUůuẘwẙy",
  "\u030b": "ŐOőoŰUűuӲУӳу",
  "\u030c": "ČCčcĎDďdĚEěeĽLľlŇNňnŘRřrŠSšsŤTťtŽZžzǍAǎaǏIǐiǑOǒoǓUǔuǙÜǚüǦGǧg" +
    "ǨKǩkǮƷǯʒǰjȞHȟh",
  "\u030f": "ȀAȁaȄEȅeȈIȉiȌOȍoȐRȑrȔUȕuѶѴѷѵ",
  "\u0311": "ȂAȃaȆEȇeȊIȋiȎOȏoȒRȓrȖUȗu",
  "\u0313": "ἀαἈΑἐεἘΕἠηἨΗἰιἸΙὀοὈΟὐυὠωὨΩῤρ",
  "\u0314": "ἁαἉΑἑεἙΕἡηἩΗἱιἹΙὁοὉΟὑυὙΥὡωὩΩῥρῬΡ",
  "\u031b": "ƠOơoƯUưu",
  "\u0323": "ḄBḅbḌDḍdḤHḥhḲKḳkḶLḷlṂMṃmṆNṇnṚRṛrṢSṣsṬTṭtṾVṿvẈWẉwẒZẓzẠAạaẸEẹe" +
    "ỊIịiỌOọoỢƠợơỤUụuỰƯựưỴYỵy",
  "\u0324": "ṲUṳu",
  "\u0325": "ḀAḁa",
  "\u0326": "ȘSșsȚTțt",
  "\u0327": "ÇCçcĢGģgĶKķkĻLļlŅNņnŖRŗrŞSşsŢTţtȨEȩeḐDḑdḨHḩh",
  "\u0328": "ĄAąaĘEęeĮIįiŲUųuǪOǫo",
  "\u032d": "ḒDḓdḘEḙeḼLḽlṊNṋnṰTṱtṶUṷu",
  "\u032e": "ḪHḫh",
  "\u0330": "ḚEḛeḬIḭiṴUṵu",
  "\u0331": "ḆBḇbḎDḏdḴKḵkḺLḻlṈNṉnṞRṟrṮTṯtẔZẕzẖh",
  "\u0342": "ἆἀἇἁἎἈἏἉἦἠἧἡἮἨἯἩἶἰἷἱἾἸἿἹὖὐὗὑὟὙὦὠὧὡὮὨὯὩᾶα῁¨ῆη῏᾿ῖιῗϊ῟῾ῦυῧϋῶω",
  "\u0345": "ᾀἀᾁἁᾂἂᾃἃᾄἄᾅἅᾆἆᾇἇᾈἈᾉἉᾊἊᾋἋᾌἌᾍἍᾎἎᾏἏᾐἠᾑἡᾒἢᾓἣᾔἤᾕἥᾖἦᾗἧᾘἨᾙἩᾚἪᾛἫᾜἬᾝἭ" +
    "ᾞἮᾟἯᾠὠᾡὡᾢὢᾣὣᾤὤᾥὥᾦὦᾧὧᾨὨᾩὩᾪὪᾫὫᾬὬᾭὭᾮὮᾯὯᾲὰᾳαᾴάᾷᾶᾼΑῂὴῃηῄήῇῆῌΗῲὼῳω" +
    "ῴώῷῶῼΩ",
};
