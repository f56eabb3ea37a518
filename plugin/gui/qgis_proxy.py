"""QGIS's proxy, for programs that are run beside it."""

from __future__ import annotations

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkProxy

from ..client.proxies import proxy_variables


def qgis_proxy() -> dict[str, str]:
    """Return the variables of the proxy that QGIS is set to; call it in the main thread."""
    manager = QgsNetworkAccessManager.instance()
    proxy = manager.fallbackProxy()
    kinds = {QNetworkProxy.ProxyType.HttpProxy: "http", QNetworkProxy.ProxyType.Socks5Proxy: "socks5"}
    kind = kinds.get(proxy.type())
    if kind is None:
        return {}
    excluded = manager.excludeList()
    return proxy_variables(kind, proxy.hostName(), proxy.port(), proxy.user(), proxy.password(), excluded)
