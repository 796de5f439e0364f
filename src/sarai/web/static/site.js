/* A small script of ours. Without it a figure leads to a page of its rows, and every table is whole. */
(function () {
  'use strict';
  var d = document, root = d.documentElement, body = d.body, base = body.getAttribute('data-root') || '';
  root.classList.add('js');
  if (/[?&]dark/.test(location.search)) root.classList.add('dark');
  if (/[?&]light/.test(location.search)) root.classList.add('light');
  function all(q, n) { return Array.prototype.slice.call((n || d).querySelectorAll(q)); }
  function el(tag, cls, text) { var e = d.createElement(tag); if (cls) e.className = cls; if (text !== undefined) e.textContent = text; return e; }
  function here() { return location.href.replace(/[?#].*/, ''); }

  // Slices: one call of a classic script each, since a page from disk may load nothing else.
  var held = {}, waiting = {};
  window.sarai = function (name, part, head, rows) {
    var s = held[name] || (held[name] = { parts: {} });
    if (part === 0) { s.head = head; }
    s.parts[part] = rows;
    settle(name);
  };
  function load(src, failed) {
    var s = d.createElement('script'); s.src = src; s.onerror = failed; d.head.appendChild(s);
  }
  // Texts that stand in a slice again and again are written once, and as their places in its rows.
  function whole(again) {
    function text(t) { return typeof t === 'number' ? again[t] : t; }
    return function (row) { for (var i = 1; i < row.length; i++) row[i] = Array.isArray(row[i]) ? row[i].map(text) : text(row[i]); };
  }
  function settle(name) {
    var s = held[name];
    if (!s.head) return;
    var n = s.head.parts, got = Object.keys(s.parts).length;
    if (got === 1 && n > 1 && !s.asked) { s.asked = true; for (var i = 1; i < n; i++) load(base + 'data/' + name + '-' + (i + 1) + '.js', fail(name)); }
    if (got < n) return;
    if (!s.rows) { s.rows = []; for (var j = 0; j < n; j++) s.rows = s.rows.concat(s.parts[j]); s.rows.forEach(whole(s.head.again)); }
    (waiting[name] || []).forEach(function (f) { f(s); });
    waiting[name] = [];
  }
  function fail(name) { return function () { (waiting[name] || []).forEach(function (f) { f(null); }); waiting[name] = []; }; }
  function slice(name, then) {
    if (held[name] && held[name].rows) return then(held[name]);
    (waiting[name] || (waiting[name] = [])).push(then);
    if (waiting[name].length === 1) load(base + 'data/' + name + '.js', fail(name));
  }

  // Sums are exact: cents as whole numbers.
  function cents(v) {
    var m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(v), f = ((m[3] || '') + '00').slice(0, 2);
    var n = BigInt(m[2]) * BigInt(100) + BigInt(f);
    return m[1] ? -n : n;
  }
  function told(n, whole) {
    var neg = n < 0, s = String(neg ? -n : n); while (s.length < 3) s = '0' + s;
    var a = s.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ','), b = s.slice(-2);
    return (neg ? '−' : '') + a + (whole ? '' : '.' + b);
  }

  // Figures open in place; close gives the place and the focus back.
  var current = null;
  function places(panel) { var out = []; panel.rows.forEach(function (r) { for (var i = r[0]; i <= r[1]; i++) out.push(i); }); return out; }
  function cell(c, number, head) {
    var td = el(head ? 'th' : 'td', number ? 'n' : ''); if (head) td.scope = 'row';
    var text = typeof c === 'string' ? c : c[0], note = typeof c === 'string' ? '' : c[1], href = typeof c === 'string' ? '' : c[2];
    if (href && (/^https?:\/\//.test(href) || !/^[a-z]+:/i.test(href))) {
      var a = el('a', '', text); a.href = /^https?:/.test(href) ? href : base + href; if (/^https?:/.test(href)) a.rel = 'noopener nofollow'; td.appendChild(a);
    } else td.appendChild(d.createTextNode(text));
    if (note) { td.appendChild(el('br')); td.appendChild(el('span', 'q', note)); }
    return td;
  }
  function csv(s) { s = String(s).trim().replace(/\s+/g, ' '); if (/^[=+@\t\r-]/.test(s) && !/^-?[\d.,]+$/.test(s)) s = "'" + s; return '"' + s.replace(/"/g, '""') + '"'; }
  function copy(text, button, said) {
    function done() { button.textContent = said; }
    function byHand() { var t = el('textarea'); t.value = text; d.body.appendChild(t); t.select(); try { d.execCommand('copy'); } catch (e) { /* the text stays selected */ } t.remove(); done(); }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }
  function draw(box, s, id, figure) {
    var p = s && s.head.panels[id];
    box.textContent = '';
    var header = el('header'), x = el('button', 'x', 'Close'); x.type = 'button'; x.addEventListener('click', close);
    header.appendChild(el('h2', '', p ? p.title : 'The rows could not be loaded')); header.appendChild(x); box.appendChild(header);
    if (!p) { var a = el('a', '', 'Open the page of its rows'); a.href = figure.href; box.appendChild(a); return; }
    box.setAttribute('aria-label', p.title);
    var rows = places(p), sum = BigInt(0), valued = 0, whole = s.head.unit !== (body.getAttribute('data-currency') || 'USD') && rows.every(function (i) { return s.rows[i][0] === null || s.rows[i][0].indexOf('.') < 0; });
    rows.forEach(function (i) { if (s.rows[i][0] !== null) { sum += cents(s.rows[i][0]); valued++; } });
    box.appendChild(el('p', '', p.tells + (p.working ? ' ' + p.working : '')));
    var tools = el('p'), take = el('button', 'more-rows', 'Copy these rows as CSV'); take.type = 'button'; tools.appendChild(take);
    var tbl = el('div', 'tbl wide'), table = el('table'), head = el('thead'), tr = el('tr'), tb = el('tbody');
    tbl.tabIndex = 0; tbl.setAttribute('role', 'region'); tbl.setAttribute('aria-label', 'Rows of ' + p.title);
    var heads = s.head.columns.map(function (c) { return [c[0], c[1]]; }); heads.splice(2, 0, [s.head.unit, 1]);
    heads.forEach(function (h) { var th = el('th', h[1] ? 'n' : '', h[0]); th.scope = 'col'; tr.appendChild(th); });
    head.appendChild(tr); table.appendChild(head); table.appendChild(tb);
    function line(i) {
      var r = s.rows[i], t = el('tr'), v = r[0] === null ? '' : told(cents(r[0]), whole);
      s.head.columns.forEach(function (c, j) {
        t.appendChild(cell(r[j + 1], c[1], j === 0));
        if (j === 1) { var n = el('td', 'n', v); if (r[0] === null) n.appendChild(el('span', 'absent', 'not zero')); t.appendChild(n); }
      });
      tb.appendChild(t);
    }
    var shown = 0, more = el('button', 'more-rows'); more.type = 'button';
    function next(n) {
      rows.slice(shown, shown + n).forEach(line); shown = Math.min(rows.length, shown + n);
      more.textContent = 'Show the other ' + (rows.length - shown) + ' rows'; more.hidden = shown >= rows.length;
    }
    next(25);
    more.addEventListener('click', function () { next(5000); });
    var foot = el('tfoot'), ft = el('tr', 'sum'), counting = rows.every(function (i) { return s.rows[i][0] === '1'; }), th = el('th', '', counting ? 'Rows, counted' : 'Sum of ' + valued + (valued === 1 ? ' row' : ' rows')); th.scope = 'row'; ft.appendChild(th); ft.appendChild(el('td'));
    var st = el('td', 'n', valued ? told(sum, whole) : 'not published'); st.setAttribute('data-sum', String(sum)); ft.appendChild(st);
    var blank = el('td'); blank.colSpan = Math.max(1, heads.length - 3); ft.appendChild(blank);
    foot.appendChild(ft); table.appendChild(foot);
    tbl.appendChild(table); box.appendChild(tbl); if (rows.length > shown) box.appendChild(more);
    if (p.total !== null && cents(p.total) !== sum) box.appendChild(el('p', 'absent', 'These rows do not add up to the figure: please report it.'));
    if (p.rule !== null) box.appendChild(el('p', 'q', s.head.rules[p.rule]));
    box.appendChild(tools);
    take.addEventListener('click', function () {
      var out = [heads.map(function (h) { return csv(h[0]); }).join(',')];
      rows.forEach(function (i) {
        var r = s.rows[i], cells = s.head.columns.map(function (c, j) { var v = r[j + 1]; return csv(typeof v === 'string' ? v : v.filter(Boolean).join('; ')); });
        cells.splice(2, 0, r[0] === null ? '""' : csv(r[0])); out.push(cells.join(','));
      });
      copy(out.join('\n'), take, 'Copied ' + rows.length + ' rows');
    });
    box.appendChild(cite(p.title, here() + '#' + id, id));
  }
  function cite(title, at, id) {
    var rel = body.getAttribute('data-release'), day = body.getAttribute('data-date'), study = body.getAttribute('data-title'), year = day.slice(0, 4);
    var det = el('details', 'cite'); det.appendChild(el('summary', '', 'Cite this'));
    var key = 'sarai-r' + rel + '-' + id.replace(/[^a-z0-9-]/gi, '');
    var text = 'Sarai, “' + title + '”, ' + study + ', release ' + rel + ', as known on ' + day + '. ' + at;
    var bib = '@misc{' + key + ',\n  author = {Sarai},\n  year = {' + year + '},\n  title = {' + title.replace(/[{}\\]/g, '') + '},\n  note = {' + study.replace(/[{}\\]/g, '') + ', release ' + rel + ', ' + day + '},\n  url = {' + at + '}\n}';
    var p = day.split('-').map(Number);
    var csl = JSON.stringify([{ id: key, type: 'dataset', title: title, author: [{ literal: 'Sarai' }], issued: { 'date-parts': [p] }, 'container-title': study, version: 'release ' + rel, URL: at }], null, 1);
    [text, bib, csl].forEach(function (t) { det.appendChild(el('pre', '', t)); });
    return det;
  }
  function shut() {
    if (!current) return;
    (current.row || current.box).remove();
    current.from.setAttribute('aria-expanded', 'false');
    current = null;
  }
  // A figure's address names the page of its rows and the panel on it; slice and panel have the same names.
  function panelOf(figure) { return figure.hash.slice(1); }
  function sliceOf(figure) { return /([^/]*)\.html(#|$)/.exec(figure.getAttribute('href'))[1]; }
  function open(figure) {
    var id = panelOf(figure), was = current && current.from === figure;
    shut();
    if (was) { figure.focus(); history.replaceState(null, '', location.pathname + location.search); return; }
    var box = el('section', 'panel'); box.tabIndex = -1; box.id = 'panel-' + id;
    var tr = figure.closest('tr'), row = null, anchor;
    if (tr && !figure.closest('.panel')) {
      row = el('tr', 'open-row'); var td = el('td'); td.colSpan = 99; td.appendChild(box); row.appendChild(td);
      if (tr.parentNode.nodeName === 'TFOOT') tr.parentNode.appendChild(row); else tr.after(row);
    } else {
      anchor = figure.closest('.say, .sure, .keys, .three, p, li') || figure;
      anchor.after(box);
    }
    figure.setAttribute('aria-expanded', 'true');
    current = { from: figure, box: box, row: row };
    box.appendChild(el('p', 'q', 'Opening the rows…'));
    slice(sliceOf(figure), function (s) {
      if (!current || current.box !== box) return;
      draw(box, s, id, figure);
      box.focus({ preventScroll: true });
      var r = box.getBoundingClientRect();
      if (r.top > innerHeight * .75 || r.top < 0) box.scrollIntoView({ block: 'nearest' });
    });
    history.replaceState(null, '', '#' + id);
  }
  function close() {
    var from = current && current.from;
    shut();
    history.replaceState(null, '', location.pathname + location.search);
    if (from) from.focus();
  }
  all('a.fig').forEach(function (a) { a.setAttribute('role', 'button'); a.setAttribute('aria-expanded', 'false'); });
  d.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (a.classList.contains('fig')) { e.preventDefault(); open(a); }
    if (a.dataset.png) { e.preventDefault(); png(a.dataset.png); }
  });
  d.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && current) close();
    if (e.key === ' ' && e.target.classList && e.target.classList.contains('fig')) { e.preventDefault(); open(e.target); }
  });
  function byHash() {
    var id = decodeURIComponent(location.hash.slice(1)), a = id && all('a.fig').filter(function (f) { return panelOf(f) === id; })[0];
    if (a && !(current && current.from === a)) { var t = a.closest('table.fold'); if (t) t.classList.add('all'); open(a); }
  }
  byHash();
  window.addEventListener('hashchange', byHash);

  // Tables: sort, filter, all rows, copy as CSV. An address may end in #find=WORDS, which filters them.
  var asking = [];
  all('main .tbl > table').forEach(function (t) {
    var b = t.tBodies[0], box = t.closest('.tbl'), tools = box.previousElementSibling;
    if (!t.tHead || !b) return;
    function own() { return all(':scope > tr', b).filter(function (r) { return !r.classList.contains('open-row'); }); }
    function key(r, i) { var c = r.cells[i], v = c && c.getAttribute('data-v'); if (v === null || v === undefined) { var x = c ? c.textContent.trim() : ''; return /^[\d.,−-]+$/.test(x) ? +x.replace(/,/g, '').replace('−', '-') : x.toLowerCase(); } return v === '' ? -Infinity : +v; }
    all('th', t.tHead).forEach(function (th) {
      if (own().length < 3) return;
      var btn = el('button', '', th.textContent); btn.type = 'button'; th.textContent = ''; th.appendChild(btn);
      btn.addEventListener('click', function () {
        var i = th.cellIndex, up = th.getAttribute('aria-sort') === 'descending' ? 1 : -1;
        all('th', t.tHead).forEach(function (o) { o.removeAttribute('aria-sort'); });
        th.setAttribute('aria-sort', up > 0 ? 'ascending' : 'descending');
        shut();
        own().sort(function (a, c) { var p = key(a, i), q = key(c, i); if (typeof p !== typeof q) { p = String(p); q = String(q); } return (p < q ? -1 : p > q ? 1 : 0) * up; }).forEach(function (r) { b.appendChild(r); });
        if (t.classList.contains('fold')) { own().forEach(function (r, n) { r.classList.toggle('far', n >= 15); }); }
      });
    });
    if (!tools || !tools.classList.contains('tools')) return;
    var picks = [], dated = t.tHead.querySelector('[data-dated]');
    var input = tools.querySelector('input'), whole = tools.querySelector('[data-all]'), cp = tools.querySelector('[data-copy]'), said = el('span', 'q'); said.setAttribute('role', 'status'); tools.appendChild(said);
    function narrow() {
      var w = input.value.toLowerCase().trim(), n = 0; shut();
      var chosen = picks.filter(function (p) { return p[0].value; }), rows = own();
      // A year is one of the day that a row is about, or stands in its name; not one of a look or an update.
      var year = dated && /^(1[89]|20)\d\d$/.test(w);
      function has(r) { return !w || (year ? r.cells[dated.cellIndex].textContent + ' ' + r.cells[0].textContent : r.textContent).toLowerCase().indexOf(w) >= 0; }
      function fits(r, but) { return has(r) && chosen.every(function (p) { return p === but || r.cells[p[1]].textContent.trim() === p[0].value; }); }
      t.classList.toggle('all', !!w || chosen.length > 0 || !!(whole && whole.getAttribute('aria-pressed') === 'true'));
      rows.forEach(function (r) { r.hidden = !fits(r); n += r.hidden ? 0 : 1; });
      picks.forEach(function (p) {
        var seen = {};
        rows.forEach(function (r) { if (fits(r, p)) { var v = r.cells[p[1]].textContent.trim(); seen[v] = (seen[v] || 0) + 1; } });
        all('option', p[0]).forEach(function (o) { if (o.value) o.textContent = o.value + ' (' + (seen[o.value] || 0) + ')'; });
      });
      if (t.tFoot) t.tFoot.hidden = !!w || chosen.length > 0;
      said.textContent = w || chosen.length ? n + ' shown' + (year ? ', ' + dated.textContent.toLowerCase() + ' in ' + w + ' or named after it' : '') : '';
    }
    input.addEventListener('input', narrow);
    function asked() { var w = /^#find=(.+)$/.exec(location.hash); if (w) { input.value = decodeURIComponent(w[1]); narrow(); } }
    asking.push(asked);
    all('th[data-pick]', t.tHead).forEach(function (th) {
      var i = th.cellIndex, seen = {}, sel = el('select'), label = el('label', '', th.textContent + ' ');
      own().forEach(function (r) { var v = r.cells[i].textContent.trim(); if (v) seen[v] = (seen[v] || 0) + 1; });
      var keys = Object.keys(seen).sort(); if (keys.length < 2 || keys.length > 80) return;
      sel.appendChild(el('option', '', 'any')); sel.firstChild.value = '';
      keys.forEach(function (k) { var o = el('option', '', k + ' (' + seen[k] + ')'); o.value = k; sel.appendChild(o); });
      label.appendChild(sel); tools.insertBefore(label, whole || cp); picks.push([sel, i]); sel.addEventListener('change', narrow);
    });
    if (whole) whole.addEventListener('click', function () { var on = t.classList.toggle('all'); whole.setAttribute('aria-pressed', on); whole.textContent = on ? 'Show the first 15' : whole.dataset.all; });
    cp.addEventListener('click', function () {
      var rows = [t.tHead.rows[0]].concat(own().filter(function (r) { return !r.hidden; }));
      copy(rows.map(function (r) { return all('th,td', r).map(function (c) { return csv(c.textContent); }).join(','); }).join('\n'), cp, 'Copied ' + (rows.length - 1) + ' rows');
    });
  });

  function askedFor() { asking.forEach(function (f) { f(); }); }
  askedFor();
  window.addEventListener('hashchange', askedFor);

  // Search: names, aliases and other scripts; the index is loaded when somebody begins to type.
  var form = d.querySelector('.find'), index = null, after = [];
  var gathered = [], got = 0;
  window.saraiIndex = function (rows, others, parts) {
    rows.forEach(function (r) { r[1] = others[r[1]]; r[3] = r[3].map(function (i) { return others[i]; }).join(' '); });
    gathered = gathered.concat(rows);
    if (++got === 1) for (var i = 2; i <= parts; i++) load(base + 'data/search-' + i + '.js', function () { after = []; });
    if (got === parts) { index = gathered; after.forEach(function (f) { f(); }); after = []; }
  };
  function fold(s) { return s.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/ё/g, 'е').replace(/['’`ʻ-]/g, ' ').replace(/\s+/g, ' ').trim(); }
  var JOINS = /^(a|an|the|of|in|on|to|by|for|from|and|or|is|are|was|were|did|do|does|has|have|what|which|who|whom|how|many|much|when|where|why|it|its|that|than|there|with|without|came|come|more|else)$/;
  function find(w, limit) {
    // Words that only join the others are left out, the end of a plural is not asked for; where no page has every word,
    // those with most of them are told, and at least half.
    var whole = fold(w), asked = whole.split(' ').filter(function (x) { return x; }), words = asked.filter(function (x) { return !JOINS.test(x); }), out = [];
    if (!words.length) words = asked;
    words = words.map(function (x) { return x.length > 4 ? x.replace(/ies$/, 'y').replace(/([^s])s$/, '$1') : x; });
    for (var i = 0; i < index.length && words.length; i++) {
      var r = index[i]; if (!r.f) { r.n = fold(r[0]); r.f = ' ' + r.n + ' ' + fold(r[1] + ' ' + (r[3] || '')); }
      var n = 0, starts = 0, named = 0, pairs = 0;
      // Two words as they follow each other in what was asked, joining words too, tell a heading from a page's own name.
      for (var k = 1; k < asked.length; k++) if (r.n.indexOf(asked[k - 1] + ' ' + asked[k]) >= 0) pairs++;
      words.forEach(function (x) { if (r.f.indexOf(x) >= 0) { n++; if (r.f.indexOf(' ' + x) >= 0) starts++; if (r.n.indexOf(x) >= 0) named++; } });
      if (n === words.length || (n >= 2 && n * 2 >= words.length)) out.push([-n, r.n === whole ? -2 : r.n.indexOf(whole) === 0 ? -1 : 0, -starts, -pairs, r[2].indexOf('#') < 0 ? 0 : 1, -named, i]);
    }
    out.sort(function (a, b) { for (var k = 0; k < 7; k++) if (a[k] !== b[k]) return a[k] - b[k]; return 0; });
    if (out.length) { var most = out[0][0]; out = out.filter(function (o) { return o[0] === most; }); }
    return out.slice(0, limit).map(function (o) { return index[o[6]]; });
  }
  function indexed(then) { if (index) return then(); after.push(then); if (after.length === 1) load(base + 'data/search.js', function () { after = []; }); }
  function hit(r) { var li = el('li'), a = el('a', '', r[0]); a.href = base + r[2]; a.appendChild(el('small', '', r[1])); li.appendChild(a); return li; }
  if (form) {
    var inp = form.querySelector('input'), ul = form.querySelector('ul');
    inp.addEventListener('input', function () { indexed(function () {
      var hits = find(inp.value.trim(), 8); ul.textContent = '';
      hits.forEach(function (r) { ul.appendChild(hit(r)); });
      form.classList.toggle('on', hits.length > 0);
    }); });
    inp.addEventListener('keydown', function (e) { if (e.key === 'ArrowDown' && ul.querySelector('a')) { e.preventDefault(); ul.querySelector('a').focus(); } });
    ul.addEventListener('keydown', function (e) { var li = e.target.closest('li'), to = e.key === 'ArrowDown' ? li.nextElementSibling : e.key === 'ArrowUp' ? li.previousElementSibling : null; if (to) { e.preventDefault(); to.querySelector('a').focus(); } });
    form.addEventListener('keydown', function (e) { if (e.key === 'Escape') { form.classList.remove('on'); inp.focus(); } });
    d.addEventListener('click', function (e) { if (!form.contains(e.target)) form.classList.remove('on'); });
  }
  var hits = d.querySelector('.hits');
  if (hits) {
    var asked = new URLSearchParams(location.search).get('q') || '';
    if (inp) inp.value = asked;
    if (asked) indexed(function () { var f = find(asked, 200); hits.textContent = ''; f.forEach(function (r) { hits.appendChild(hit(r)); }); if (!f.length) hits.appendChild(el('li', 'absent', 'Nothing of that name is in this study.')); });
  }

  // The first way between any two places, with what closes or opens; without scripts the list of pages stands alone.
  all('form.ways-form').forEach(function (f) {
    var out = f.nextElementSibling, data = null, what = 0; f.hidden = false;
    function days(h) { return h >= 240 ? (h / 24).toFixed(0) : (h / 24).toFixed(1); }
    function told(way) { return way < 0 ? null : data.ways[way]; }
    function show() {
      var a = data.names.indexOf(f.from.selectedOptions[0].textContent), b = data.names.indexOf(f.to.selectedOptions[0].textContent), back = !data.pairs[a + '-' + b];
      var pair = data.pairs[back ? b + '-' + a : a + '-' + b]; out.textContent = ''; out.hidden = false;
      if (a === b || !pair) { out.appendChild(el('p', '', a === b ? 'These are one place.' : 'No way between these two is worked out here.')); return; }
      var now = told(pair[0]), way = told(pair[what]), p = el('p', 'what-ifs', 'What if: ');
      data.whats.forEach(function (w, i) {
        var x = el('button', '', w); x.type = 'button'; x.setAttribute('aria-pressed', i === what);
        x.addEventListener('click', function () { what = i; show(); all('.what-ifs button', out)[i].focus(); }); p.appendChild(x);
      });
      out.appendChild(p);
      var head = f.from.selectedOptions[0].textContent + ' to ' + f.to.selectedOptions[0].textContent;
      if (!way) { out.appendChild(el('p', '', head + ': no way of a box, nor of a truck. Where a truck has to bring the box to a railway first, each part is asked by itself.')); return; }
      if (!way[5]) out.appendChild(el('p', 'absent', 'Not sensible: this network knows no way that one would send, this is the least bad one.'));
      var by = way[6].map(function (i) { return data.names[i]; }); if (back) by.reverse();
      var line = el('p', 'found', (way[4] > 50 ? way[4] + ' % of the hours are worked out, not published: read the range. ' : '') + head + (way[0] ? ', by truck' : '') + ': ');
      line.appendChild(el('b', '', days(way[2]) + ' days')); line.appendChild(d.createTextNode(' (' + Math.round(way[2]).toLocaleString('en') + ' h) if every step takes its typical hours, ' + days(way[1]) + ' to ' + days(way[3]) + ' from the lowest to the highest of every step' + (way[7] ? '; ' + way[7].toLocaleString('en') + ' km' : '') + (by.length ? ', by ' + by.join(', ') : '') + '.'));
      out.appendChild(line);
      if (what) out.appendChild(el('p', 'change', !now ? 'As it is there is no way.' : pair[0] === pair[what] ? 'This changes nothing: the way is the one as it is.'
        : !now[5] ? 'As it is there is no way that one would send.'
        : 'As it is ' + days(now[2]) + ' days' + (now[0] === way[0] ? '' : now[0] ? ', by truck' : ', by rail and sea') + (!way[5] ? ': then no way is left that one would send.' : now[0] !== way[0] ? '.' : ': ' + (way[2] < now[2] ? '−' : '+') + days(Math.abs(way[2] - now[2])) + ' days.')));
      var li = all('.ways-all li').filter(function (x) { var w = x.getAttribute('data-way'); return w === f.from.value + '>' + f.to.value || w === f.to.value + '>' + f.from.value; })[0];
      if (li) { var q = el('p'); q.appendChild(li.querySelector('a').cloneNode(true)).textContent = 'Its page: every step, with spread, price and source'; out.appendChild(q); }
    }
    window.saraiWays = function (held) { data = held; show(); };
    f.addEventListener('submit', function (e) {
      e.preventDefault();
      if (data) return show();
      load(base + 'data/corridors-ways.js', function () { out.hidden = false; out.textContent = 'The ways could not be loaded: the list below has those with pages.'; });
    });
  });

  // PNG of a picture, made here from the SVG on the page, on its paper.
  function png(id) {
    var svg = all('#' + CSS.escape(id) + ' svg.pic').filter(function (s) { return s.getBoundingClientRect().width; })[0];
    var clone = svg.cloneNode(true), from = all('*', svg), to = all('*', clone), box = svg.viewBox.baseVal;
    from.forEach(function (n, i) {
      var c = getComputedStyle(n);
      ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'display'].forEach(function (k) { to[i].style.setProperty(k, c.getPropertyValue(k)); });
    });
    clone.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    clone.insertBefore(d.querySelector('svg.defs defs').cloneNode(true), clone.firstChild);
    all('.hatl', clone).forEach(function (n) { n.style.stroke = getComputedStyle(d.querySelector('svg.defs .hatl')).stroke; });
    clone.setAttribute('width', box.width * 2); clone.setAttribute('height', box.height * 2);
    var img = new Image();
    img.onload = function () {
      var c = d.createElement('canvas'), x = c.getContext('2d');
      c.width = box.width * 2 + 64; c.height = box.height * 2 + 64;
      x.fillStyle = getComputedStyle(d.body).backgroundColor; x.fillRect(0, 0, c.width, c.height);
      x.drawImage(img, 32, 32);
      var a = d.createElement('a'); a.download = id + '.png'; a.href = c.toDataURL('image/png'); a.click();
    };
    img.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(clone));
  }
})();
