'use strict';

// What does a pull at the picture move? On one panel, one control along and one up, or one of them: a way as long as the panel is wide (or high) runs
// through all stops of the slider. The slider itself does the same by keyboard. A panel that can be pulled has the class `drag-x`, `drag-y` or both.
window.wellposed.drag = (function () {
    const { nearest } = window.wellposed.controls;

    /// `state` gives the values that hold, `isHidden` says whether a control makes no sense at the moment. What is returned marks a new picture.
    function drag({ controls, drag }, picture, state, isHidden, move) {
        const axis = (name, letter, of) => ({ control: controls.find(control => control.name === name), letter, of });
        const all = [
            axis(drag.horizontal, 'x', (from, event, box) => (event.clientX - from.clientX) / box.width),
            axis(drag.vertical, 'y', (from, event, box) => (from.clientY - event.clientY) / box.height),
        ];
        const free = () => all.filter(({ control }) => control && !isHidden(control.name));
        let pull = null;

        picture.addEventListener('pointerdown', event => {
            const panel = event.target.closest('.drag-x, .drag-y');
            if (panel && event.isPrimary && event.button === 0) {
                const at = free().map(each => ({ ...each, start: nearest(each.control.stops, state()[each.control.name]) }));
                pull = { from: event, box: panel.getBoundingClientRect(), at };
                picture.setPointerCapture(event.pointerId);
            }
        });
        picture.addEventListener('pointermove', event => {
            const stops = pull?.at.map(({ control: { name, stops }, of, start }) => {
                const stop = start + Math.round(of(pull.from, event, pull.box) * (stops.length - 1));
                return [name, stops[Math.min(Math.max(stop, 0), stops.length - 1)]];
            });
            if (stops?.some(([name, words]) => Number(words) !== Number(state()[name]))) {
                move(Object.fromEntries(stops));
            }
        });
        ['pointerup', 'pointercancel'].forEach(name => picture.addEventListener(name, () => pull = null));

        return () => picture.querySelectorAll('svg.panel')[drag.panel - 1]?.classList.add(...free().map(({ letter }) => `drag-${letter}`));
    }

    return drag;
})();
