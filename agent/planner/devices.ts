import type { Device } from './request.ts'

export interface Hardware {
  device: Device
  os: 'Windows' | 'macOS' | 'Linux' | 'Android'
  osVersion: string
  /** Device model as client hints give it; empty on desktop. */
  model: string
  /** CSS pixels. */
  width: number
  height: number
  pixelRatio: number
}

type Profile = Hardware & { share: number }

/** Viewport height is the screen less the browser's own bars: about 120 px on Windows, 110 on a Mac, 90 on Linux. */
const desktop = (
  share: number,
  os: 'Windows' | 'macOS' | 'Linux',
  osVersion: string,
  width: number,
  height: number,
  pixelRatio: number,
): Profile => ({ device: 'desktop', share, os, osVersion, model: '', width, height, pixelRatio })

const android = (
  device: 'mobile' | 'tablet',
  share: number,
  model: string,
  osVersion: string,
  width: number,
  height: number,
  pixelRatio: number,
): Profile => ({ device, share, os: 'Android', osVersion, model, width, height, pixelRatio })

/**
 * Devices a Chromium can truthfully show itself as; iPhones are left out because their browsers are WebKit.
 * `osVersion` is what the client hint Sec-CH-UA-Platform-Version carries: Windows 11 is 13.0.0 and above
 * (15.0.0 = 23H2, 19.0.0 = 24H2), Windows 10 is 10.0.0 (Microsoft Learn, "Detect Windows 11 using User-Agent
 * Client Hints"). Sizes and pixel ratios of phones and tablets are the makers' panels in CSS pixels, as Chrome
 * DevTools and Playwright's device list give them, less 56-145 px of bars. REFERENCES has where the shares are from.
 */
export const PROFILES: readonly Profile[] = [
  desktop(24, 'Windows', '19.0.0', 1920, 953, 1),
  desktop(12, 'Windows', '15.0.0', 1920, 953, 1),
  desktop(16, 'Windows', '19.0.0', 1536, 738, 1.25),
  desktop(9, 'Windows', '10.0.0', 1366, 641, 1),
  desktop(7, 'Windows', '10.0.0', 1920, 953, 1),
  desktop(5, 'Windows', '19.0.0', 2560, 1313, 1),
  desktop(8, 'macOS', '15.5.0', 1440, 789, 2),
  desktop(6, 'macOS', '15.5.0', 1512, 857, 2),
  desktop(4, 'macOS', '14.7.0', 1728, 992, 2),
  desktop(5, 'macOS', '15.3.0', 1680, 934, 2),
  desktop(4, 'Linux', '6.8.0', 1920, 968, 1),
  android('mobile', 16, 'SM-S921B', '14.0.0', 360, 647, 3),
  android('mobile', 14, 'SM-A546B', '14.0.0', 384, 695, 2.8125),
  android('mobile', 12, 'SM-A155F', '14.0.0', 384, 695, 2.8125),
  android('mobile', 9, 'SM-S918B', '14.0.0', 384, 695, 3.75),
  android('mobile', 10, 'Pixel 8', '15.0.0', 412, 765, 2.625),
  android('mobile', 8, 'Pixel 7a', '14.0.0', 412, 765, 2.625),
  android('mobile', 10, '23129RAA4G', '14.0.0', 393, 713, 2.75),
  android('mobile', 9, '2201117TG', '13.0.0', 393, 713, 2.75),
  android('mobile', 6, 'CPH2531', '14.0.0', 360, 640, 3),
  android('mobile', 6, 'moto g54 5G', '14.0.0', 412, 765, 2.625),
  android('tablet', 55, 'SM-X210', '14.0.0', 800, 1144, 1.5),
  android('tablet', 30, 'SM-X710', '14.0.0', 800, 1136, 2),
  android('tablet', 15, 'Lenovo TB310FU', '13.0.0', 800, 1144, 1),
]
