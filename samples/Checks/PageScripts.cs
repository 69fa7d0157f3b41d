namespace Checks;

/// <summary>What is measured inside a page in a browser.</summary>
public static class PageScripts
{
    /// <summary>Texts whose contrast with what is behind them is below 4.5, as WCAG computes it.</summary>
    public const string PaleTexts = """
        () => {
          const channel = value => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
          const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const light = ({ r, g, b }) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const behind = node => {
            for (let at = node; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour.a === 1) return colour;
            }
            return { r: 255, g: 255, b: 255 };
          };
          const faded = node => { for (let at = node; at; at = at.parentElement) if (getComputedStyle(at).opacity !== '1') return true; return false; };
          const pale = [];
          for (const node of document.querySelectorAll('body *')) {
            const hasText = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
            if (!hasText || faded(node) || node.offsetParent === null) continue;
            const [a, b] = [light(parse(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) pale.push(`${node.textContent.trim().slice(0, 30)}: ${contrast.toFixed(2)}`);
          }
          return pale;
        }
        """;

    /// <summary>Buttons and fields that a finger misses: less than 44 pixels high.</summary>
    public const string SmallTargets = """
        () => [...document.querySelectorAll('button, input')]
          .filter(target => target.offsetParent !== null && target.getBoundingClientRect().height < 44)
          .map(target => `${target.id || target.textContent}: ${target.getBoundingClientRect().height}`)
        """;

    /// <summary>Elements that reach over the right edge.</summary>
    public const string TooWide = """
        () => [...document.querySelectorAll('body *')]
          .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(node => `${node.tagName}.${node.className}`)
        """;

    /// <summary>What can be focused and says nothing to those who cannot see it.</summary>
    public const string Nameless = """
        () => [...document.querySelectorAll('button, input, [tabindex]')]
          .filter(node => node.offsetParent !== null && !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.labels?.length || node.textContent.trim()))
          .map(node => `${node.tagName}.${node.className}#${node.id}`)
        """;

    /// <summary>The part of the page that has the focus, where that part begins, and whether the focus is within the window.</summary>
    public const string FocusedPart = """
        () => {
          const at = document.activeElement, part = at?.closest('section');
          if (!part) return null;
          const seen = at.getBoundingClientRect(), begins = part.getBoundingClientRect();
          return { part: part.id, top: begins.top + scrollY, left: begins.left, isSeen: seen.bottom > 0 && seen.top < innerHeight };
        }
        """;
}
