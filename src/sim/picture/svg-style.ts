/**
 * SVG style: the colours and letters of a picture, in light and in dark.
 *
 * The two sets have the same names; `prefers-color-scheme` chooses. Charges are blue and credits
 * amber wherever they are, which stay apart for readers who see no red or green.
 */
export const SVG_STYLE = `
svg{--page:#fff;--ink:#1e293b;--quiet:#64748b;--grid:#e2e8f0;--axis:#94a3b8;
--charges:#2563eb;--credits:#b45309;--net:#0f172a;
--programme:#dbeafe;--programme-edge:#93b4e8;--subsidy:#fde9b8;--subsidy-edge:#d9a441;
--review:#e9e2fb;--review-edge:#a78bda;--pause:#f1f5f9;--pause-edge:#94a3b8}
@media (prefers-color-scheme:dark){svg{--page:#0f172a;--ink:#e2e8f0;--quiet:#94a3b8;--grid:#1e293b;
--axis:#475569;--charges:#60a5fa;--credits:#fbbf24;--net:#f8fafc;
--programme:#1e3a6e;--programme-edge:#3b66b0;--subsidy:#5c410c;--subsidy-edge:#a97a1f;
--review:#3f2f6b;--review-edge:#7c63c0;--pause:#1e293b;--pause-edge:#64748b}}
text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:var(--ink);
font-variant-numeric:tabular-nums}
.title{font-size:18px;font-weight:600}
.quiet,.mark{fill:var(--quiet)}
.middle{text-anchor:middle}
.end{text-anchor:end}
.halo{paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
.page{fill:var(--page)}
.grid{stroke:var(--grid)}
.axis{stroke:var(--axis)}
.band{stroke-width:1}
.programme{fill:var(--programme);stroke:var(--programme-edge)}
.subsidy{fill:var(--subsidy);stroke:var(--subsidy-edge)}
.review{fill:var(--review);stroke:var(--review-edge)}
.pause{fill:url(#accrual-hatch);stroke:var(--pause-edge)}
.hatch{stroke:var(--pause-edge);stroke-width:2}
.note{stroke:var(--quiet);stroke-dasharray:2 4}
.leader{stroke:var(--axis)}
.jump{stroke:var(--ink);stroke-width:1.5;fill:none}
.head{fill:var(--ink)}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.line.charges{stroke:var(--charges)}
.line.credits{stroke:var(--credits)}
.line.net{stroke:var(--net);stroke-width:2.5}
.area{opacity:.1}
.area.charges{fill:var(--charges)}
.area.credits{fill:var(--credits)}
.dot{fill:var(--page);stroke:var(--net);stroke-width:1.5}
.ending{font-size:13px;font-weight:600}
.ending.charges{fill:var(--charges)}
.ending.credits{fill:var(--credits)}
.ending.net{fill:var(--net)}
`.trim();
