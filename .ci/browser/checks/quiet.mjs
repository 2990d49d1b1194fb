// Is a page quiet? It writes no error to the console, throws nothing, and asks for nothing but files.

export function quiet(tab) {
    const foreign = tab.requests.filter(url => !/^(file|data|blob):/.test(url) && url !== 'about:blank');
    return [...tab.complaints.map(text => `console: ${text}`), ...foreign.map(url => `asks the network for ${url}`)];
}
