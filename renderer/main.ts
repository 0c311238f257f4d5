const root = document.getElementById('root');
const answer = await window.postern.call('vault.status', {});
if (root !== null) root.textContent = JSON.stringify(answer);
