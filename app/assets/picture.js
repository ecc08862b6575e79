/* Draws a comparison on a canvas and saves it as PNG. Everything it is given is text: it never becomes markup. */
function jobLedgerPicture(content, fileName) {
  const FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';
  const LABEL = 170, COLUMN = 270, PAD = 16, LINE = 24, SCALE = 2;

  function wrapped(context, text, width) {
    const lines = [];
    let line = '';
    for (const word of String(text || 'not stated').split(/\s+/)) {
      const longer = line ? line + ' ' + word : word;
      if (context.measureText(longer).width <= width || !line) line = longer;
      else { lines.push(line); line = word; }
    }
    lines.push(line);
    const most = 8;
    return lines.length > most ? lines.slice(0, most - 1).concat(lines[most - 1] + ' …') : lines;
  }

  function drawn() {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    const width = LABEL + COLUMN * content.jobs.length + PAD * 2;
    context.font = '16px ' + FONT;
    const rows = [['', content.jobs, false, null, true]].concat(content.rows).map(([name, values, differs, best, bold]) => {
      context.font = (bold ? '600 ' : '') + '16px ' + FONT;
      const cells = values.map(value => wrapped(context, value, COLUMN - PAD * 2));
      const height = Math.max(...cells.map(cell => cell.length)) * LINE + PAD;
      return { name, cells, differs, best, bold, height };
    });
    const height = 84 + rows.reduce((sum, row) => sum + row.height, 0) + 46;
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    context.scale(SCALE, SCALE);
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    const band = context.createLinearGradient(0, 0, width, 0);
    band.addColorStop(0, '#4f46e5');
    band.addColorStop(1, '#7c3aed');
    context.fillStyle = band;
    context.fillRect(0, 0, width, 8);
    context.fillStyle = '#211d38';
    context.font = '700 26px ' + FONT;
    context.fillText(content.title, PAD, 52, width - PAD * 2);
    let top = 84;
    for (const row of rows) {
      if (row.differs) { context.fillStyle = '#f6f5fc'; context.fillRect(0, top, width, row.height); }
      context.fillStyle = '#e3e1ef';
      context.fillRect(PAD, top, width - PAD * 2, 1);
      context.fillStyle = '#605c78';
      context.font = '15px ' + FONT;
      context.fillText(row.name, PAD, top + LINE, LABEL - PAD);
      row.cells.forEach((cell, number) => {
        context.fillStyle = row.best === number ? '#0c5a44' : '#211d38';
        context.font = (row.bold || row.best === number ? '600 ' : '') + '16px ' + FONT;
        cell.forEach((line, at) => context.fillText(line, PAD + LABEL + COLUMN * number, top + LINE * (at + 1), COLUMN - PAD));
      });
      top += row.height;
    }
    context.fillStyle = '#605c78';
    context.font = '14px ' + FONT;
    context.fillText('JobLedger, ' + content.made + '. Pay is counted as a full-time year.', PAD, top + 30);
    return canvas;
  }

  function save() {
    drawn().toBlob(blob => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = fileName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, 'image/png');
  }

  for (const button of document.querySelectorAll('.jl-picture')) {
    button.onclick = save;
    button.disabled = false;
  }
}
