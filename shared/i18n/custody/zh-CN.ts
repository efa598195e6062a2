import type { custodyEn } from './en.ts';

type Words = { readonly [K in keyof typeof custodyEn as K extends `${string}_one` ? never : K]: string };

/** 存证文件：生成、校验与签名密钥。 */
export const custodyZhCN = {
  'custody.save': '保存存证文件',
  'custody.button': '存证文件',
  'custody.button-why':
    '将这次到店的全部证据存为一个文件：AutoX3 签名的原始消息、验证经过、照片、流转和打印记录，并由本机签名。文件含个人信息。',
  'custody.making': '正在生成文件…',
  'custody.saving': '存证文件已完成 {{percent}}%',
  'custody.cancel': '取消',
  'custody.made': '存证文件已保存。',
  'custody.made-missing_other': '存证文件已保存。有 {{count}} 张照片未包含在内，原因写在文件中。',
  'custody.failed': '存证文件未能完整生成，未保存任何内容。请重试。',
  'custody.cancelled': '已取消，未保存任何内容。',
  'custody.file': '存证文件',

  'custody.title': '校验存证文件',
  'custody.what': '存证文件用于证明一次到店。校验只在本机进行，逐字节核对，不会留存文件内容。',
  'custody.open': '打开',
  'custody.choose': '选择文件',
  'custody.another': '校验另一个文件',
  'custody.drop': '或将文件拖到这里',
  'custody.checking': '正在校验：{{percent}}%',
  'custody.check-failed': '未能完成校验：主机没有响应，或文件无法读取。请重试。',

  'custody.verdict.ok': '文件完整：每一个字节都与签名时一致。',
  'custody.verdict.broken': '文件与签名时不一致。',
  'custody.unreadable.not-a-custody-file': '这不是 Forecourt 的存证文件。',
  'custody.unreadable.newer-version':
    '该文件由更新版本的 Forecourt 生成（格式 {{version}}）。请先更新 Forecourt，再进行校验。',
  'custody.unreadable.too-large': '文件过大：存证文件最大为 2 GB。',

  'custody.parts': '文件的各个部分',
  'custody.part.container': '外层封装：各部分之外的所有字节',
  'custody.part.signature': '签名与公钥',
  'custody.part.manifest': '清单：列出所有部分',
  'custody.part.read-me': '说明（READ-ME.txt）',
  'custody.part.record': '记录：验证、流转、打印',
  'custody.part.message': '消息 {{number}}',
  'custody.part.photo': '照片 {{number}}',
  'custody.state.ok': '正常',
  'custody.state.broken': '已损坏',
  'custody.state.unknown': '未能校验',
  'custody.problem.changed': '至少有一个字节与签名时不同。',
  'custody.problem.cut-off': '文件不完整：末尾缺少字节。',
  'custody.problem.bytes-added': '文件末尾被添加了多余的字节。',
  'custody.problem.malformed': '签名有效，但内容不符合存证文件的格式。',
  'custody.problem.not-signed': '签名与清单不匹配：其中之一被替换过。',
  'custody.problem.other-key': '其中写明的密钥与实际签名的密钥不同。',
  'custody.problem.not-as-listed': '所述内容与文件中的消息和照片不符。',
  'custody.problem.not-as-received': '与签名时一致，但与收到时不同：生成文件之前，主机的数据已经损坏。',
  'custody.rest-unknown': '消息、照片和记录无法校验：没有经过证明的清单，就无从得知它们应有的内容。',

  'custody.key': '密钥',
  'custody.key.expected': '由您指定的密钥签名：{{fingerprint}}',
  'custody.key.other': '签名的密钥与您指定的不同：{{fingerprint}}',
  'custody.key.not-compared': '签名密钥：{{fingerprint}}。请与门店通过其他途径提供的指纹进行核对。',
  'custody.key.own': '由本机签名：{{fingerprint}}',
  'custody.key.foreign':
    '由其他主机签名，或由重新安装之前的本机签名：{{fingerprint}}。请与门店通过其他途径提供的指纹进行核对。',
  'custody.key.none': '没有有效的签名，无法得知文件由谁生成。',

  'custody.visit': '本次到店',
  'custody.made-at': '文件生成',
  'custody.made-with': '{{when}}，由 Forecourt {{version}} 生成',
  'custody.arrived': '接车时间',
  'custody.contents': '文件内容',
  'custody.contents-messages_other': '{{count}} 条消息',
  'custody.contents-photos_other': '{{count}} 张照片',
  'custody.contents-moves_other': '{{count}} 次流转',
  'custody.contents-sheets_other': '{{count}} 张接车单',
  'custody.personal-removed':
    '门店只在一定期限内保存个人信息：生成文件之前，电话、姓名及可能含有它们的内容已被删除，因此文件中没有消息原文。',
  'custody.missing_other': '有 {{count}} 张照片未包含在文件中：',
  'custody.missing.not-fetched': '当时尚未下载。',
  'custody.missing.file-missing': '照片文件已不在主机磁盘上。',
  'custody.missing.file-damaged': '主机磁盘上的照片文件已损坏。',
  'custody.missing.no-room': '加入后文件会过大。',

  'custody.message-when': '{{kind}}，{{when}} 收到',
  'custody.kind.check-in': '接车',
  'custody.kind.health-report': '检测报告',
  'custody.kind.maintenance-plan': '保养计划',
  'custody.kind.unknown': '未知类型的消息',
  'custody.form.masked': '未包含其签名：该签名不能确证来源，且可能被用来推算应用密钥。',
  'custody.form.removed': '生成文件之前，消息原文已被删除。',
  'custody.form.left-out': '未包含消息原文：这次到店的消息过多。',
  'custody.vendor': 'AutoX3 签名',
  'custody.vendor.fits': 'AutoX3 签名与此处提供的应用密钥相符。',
  'custody.vendor.fits-none': 'AutoX3 签名与此处提供的应用密钥均不相符：密钥可能已经更换，或消息并非来自 AutoX3。',
  'custody.vendor.no-secret': '未校验 AutoX3 签名：没有提供应用密钥。',

  'custody.proves': '校验结果能证明什么',
  'custody.proves-what':
    '能证明：自密钥持有者签名以来，文件内容没有任何改动。要确认持有者就是该门店，必须核对指纹，因为任何人都可以自制密钥。消息是否来自 AutoX3，由消息自带的签名证明，且只有掌握应用密钥的人才能校验；门店的签名对此只是一种陈述。',

  'custody.settings': '存证文件',
  'custody.settings-what':
    '在接车详情中可生成一个用于证明该次到店的文件，并由本机密钥签名。请将指纹通过文件以外的途径交给可能需要校验的人。',
  'custody.fingerprint': '密钥指纹',
  'custody.fingerprint-why': '即公钥的指纹。私钥与本机的其他密钥一起保存，不会进入备份。',
  'custody.public-key': '公钥',
  'custody.public-key-why': '供其他校验签名的程序使用。',
  'custody.save-pem': '保存为 PEM',
  'custody.save-jwk': '保存为 JWK',
  'custody.key-file': 'Forecourt公钥',

  'custody.read-me': `车辆到店存证文件

由汽车维修门店前台看板 Forecourt 生成，用于证明门店收到、记录和打印了什么。

  record.json     本次到店、每条消息的验证经过、流转、接车单、照片以及缺失的原因
  messages/       每条消息的原文，逐字节与收到时相同，内含 AutoX3 自己的签名
  photos/         照片原件，与下载时相同
  manifest.json   以上全部内容的大小和 SHA-256
  signature.json  门店的公钥，以及对 manifest.json 全部字节的签名（Ed25519）

校验方法：在 Forecourt 中打开（菜单：校验存证文件），或运行 forecourt verify 文件名
请勿重新打包：文件的每一个字节都会被校验，包括各部分之外的 ZIP 封装。`,

  'custody.cli.help': `用法：npm run verify -- 文件 [选项]          （安装版：forecourt verify 文件 [选项]）

校验存证文件，不需要网络或数据库。退出码 0：正常；1：已损坏，或密钥、应用密钥与所提供的不符；2：无法校验。

  --key 指纹             应当使用的签名密钥，见门店设置
  --secret-file 文件     用于校验 AutoX3 签名的应用密钥，每行一个；“-”表示从标准输入读取
  --language 语言        en 或 zh-CN
  --json                 以 JSON 输出结果，供其他程序使用
  --help                 显示本说明

应用密钥也可以来自环境变量 FORECOURT_APP_SECRET，但不能写在选项中。`,
  'custody.cli.no-file': '请指定要校验的文件。用法见 --help。',
  'custody.cli.bad-option': '无法识别选项 {{option}}，或缺少其值。用法见 --help。',
  'custody.cli.bad-key': '--key 后面的内容不是指纹：指纹为 40 位，由 0 至 9 和 A 至 F 组成。',
  'custody.cli.cannot-read': '无法读取文件 {{file}}（{{code}}）。',
  'custody.cli.bad-secret': '应用密钥为 16 至 256 个可打印的 ASCII 字符，所提供的内容不符合。',
  'custody.cli.line': '{{name}}：{{what}}',
  'custody.cli.checking': '存证文件 {{file}}',
} satisfies Words;
